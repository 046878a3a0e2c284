from pathlib import Path

import pytest

from scripts.evaluation import (
    BadFile,
    Confusion,
    Example,
    IntentRow,
    Share,
    Understood,
    accuracy,
    angry_escalated,
    asked_back,
    by_intent,
    calm_escalated,
    confusions,
    displeasure_f1,
    emotion_accuracy,
    read_examples,
)

HEADER = "id\tsource\taccepted_intents\temotion\ttext\n"


def _result(
    number: str,
    accepted: str,
    intent: str,
    *,
    labelled: str = "calm",
    emotion: str = "calm",
    action: str = "action_listen",
) -> Understood:
    example = Example(number, "t", tuple(accepted.split("|")), frozenset(labelled.split("|")), "…")
    return Understood(example, intent, emotion, action, 0.01)


RESULTS = [
    _result("1", "track_parcel", "track_parcel"),
    _result("2", "track_parcel|urge_delivery", "urge_delivery"),
    _result("3", "track_parcel", "complain"),
    _result("4", "complain", "complain", action="action_fallback"),
    _result("5", "track_parcel", "complain"),
    _result("6", "greet", "thank", action="action_fallback"),
]


def test_any_accepted_intent_counts() -> None:
    assert accuracy(RESULTS) == pytest.approx(3 / 6)


def test_table_is_by_best_intent_and_the_most_frequent_comes_first() -> None:
    assert by_intent(RESULTS) == [
        IntentRow("track_parcel", 4, 2),
        IntentRow("complain", 1, 1),
        IntentRow("greet", 1, 0),
    ]


def test_worst_confusion_comes_first_with_its_first_example() -> None:
    assert confusions(RESULTS)[0] == Confusion("track_parcel", "complain", 2, "3")
    assert len(confusions(RESULTS)) == 2


def test_asking_back_tells_how_often_the_best_guess_was_right() -> None:
    assert asked_back(RESULTS) == Share(1, 2)


def _felt(labelled: str, emotion: str, action: str = "action_listen", accepted: str = "track_parcel") -> Understood:
    return _result("1", accepted, "track_parcel", labelled=labelled, emotion=emotion, action=action)


def test_an_emotion_of_either_labeller_counts() -> None:
    assert emotion_accuracy([_felt("calm|upset", "upset"), _felt("calm", "upset")]) == Share(1, 2)


def test_displeasure_is_judged_where_the_labellers_agreed() -> None:
    found = [_felt("upset", "angry"), _felt("angry|upset", "upset")]
    wrong = [_felt("upset", "calm"), _felt("calm", "upset")]
    disputed = [_felt("calm|upset", "calm"), _felt("upset|calm", "upset")]

    assert displeasure_f1([*found, *wrong, *disputed, _felt("calm", "calm")]) == pytest.approx(2 / 3)
    assert displeasure_f1(wrong) == 0.0


def test_calls_for_a_person_are_counted_for_the_angry_and_for_the_calm() -> None:
    results = [
        _felt("angry|upset", "angry", "action_escalate"),
        _felt("angry", "upset"),
        _felt("calm", "calm", "action_escalate"),
        _felt("calm", "calm"),
        _felt("calm", "calm", "action_escalate", accepted="out_of_scope|request_human"),
        _felt("calm|upset", "upset", "action_escalate"),
    ]

    assert angry_escalated(results) == Share(1, 2)
    assert calm_escalated(results) == Share(1, 2)
    assert str(Share(0, 0)) == "none of this kind"


def test_file_is_read_with_byte_order_mark_and_quotes_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "good.tsv"
    path.write_text("\ufeff" + HEADER + '7\tlc\tcomplain|request_human\tupset|angry\t他说"没空"\n', "utf-8")
    [example] = read_examples(path)
    assert example == Example("7", "lc", ("complain", "request_human"), frozenset({"upset", "angry"}), '他说"没空"')


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", ":1: the first line must name the columns"),
        ("id\ttext\n", ":1: the first line must name the columns"),
        (HEADER, "there are no examples in it"),
        (HEADER + "1\tt\tgreet\tcalm\n", ":2: 4 columns instead of 5"),
        (HEADER + "1\tt\t\tcalm\t你好\n", ":2: accepted_intents is empty"),
        (HEADER + "1\tt\tgreet\tcalm\t \n", ":2: text is empty"),
        (HEADER + "1\tt\tgreet\tcalm\t你好\n1\tt\tgreet\tcalm\t您好\n", ":3: id 1 was used in line 2 already"),
    ],
)
def test_bad_file_is_refused_with_the_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(content, "utf-8")
    with pytest.raises(BadFile) as failure:
        read_examples(path)
    assert f"{path}" in str(failure.value)
    assert message in str(failure.value)


def test_every_bad_line_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(HEADER + "1\tt\tgreet\n\tt\tgreet\tcalm\t你好\n", "utf-8")
    with pytest.raises(BadFile) as failure:
        read_examples(path)
    assert [line.split(":")[1] for line in str(failure.value).splitlines()] == ["2", "3"]


def test_wrong_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "gbk.tsv"
    path.write_bytes(HEADER.encode() + "1\tt\tgreet\tcalm\t你好\n".encode("gbk"))
    with pytest.raises(BadFile, match=r":2: not UTF-8"):
        read_examples(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="No such file"):
        read_examples(tmp_path / "none.tsv")

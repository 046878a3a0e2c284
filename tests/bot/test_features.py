"""One form for every way of typing a message."""

import pytest

from bot.features import LINK, LONG_NUMBER, SHORT_NUMBER, fold, is_wordless, pieces


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＢＣ　到哪了", "abc 到哪了"),
        ("查 7310 0000 0000 11 谢谢", f"查 {LONG_NUMBER} 谢谢"),
        ("sf1234567890123到了吗", f"{LONG_NUMBER}到了吗"),
        ("寄3公斤", f"寄{SHORT_NUMBER}公斤"),
        ("https://item.example/1.html 这个", f"{LINK} 这个"),
        ("我的包裹\n在哪\t呢", "我的包裹 在哪 呢"),
        ("快遞到哪裡了", "快递到哪里了"),
        ("人呢？？？？？？啊啊啊啊啊", "人呢???啊啊啊"),
        ("😀" * 4000, "😀😀😀"),
        ("Wo de kuaidi dao nali le", "我的快递到哪里了"),
        ("where is my parcel", "where is my parcel"),
    ],
)
def test_what_means_the_same_looks_the_same(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_very_long_message_keeps_its_beginning_and_its_end() -> None:
    folded = fold("开头" + "啊哦" * 2500 + "结尾")

    assert folded.startswith("开头")
    assert folded.endswith("结尾")
    assert len(folded) < 330


def test_features_of_every_kind() -> None:
    found = pieces("快递到哪了")

    assert {"c快递", "c^快", "c了$", "w快递", "n快到", "p到 快递"} <= set(found)


@pytest.mark.parametrize(("text", "wordless"), [("？？ 。", True), ("？好", False), ("😡", False)])
def test_wordless_is_punctuation_only(text: str, wordless: bool) -> None:
    assert is_wordless(text) is wordless

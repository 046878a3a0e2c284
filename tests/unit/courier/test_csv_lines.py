"""Reading CSV line by line, so that one bad line costs one line."""

from pathlib import Path

import pytest

from courier.importing.lines import FileError, Problem, Record, count_lines, read_records

COLUMNS = ("a", "b")


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path) -> list[tuple[int, object]]:
    return [
        (item.line, item.values if isinstance(item, Record) else item.problem) for item in read_records(path, COLUMNS)
    ]


@pytest.mark.parametrize(
    "content", ["a,b\n1,2\n", "a,b\r\n1,2\r\n", "\ufeffa,b\n1,2", "b,a,c\n2,1,x\n", "a,b\n\n , \n1 , 2\n"]
)
def test_harmless_differences_are_accepted(tmp_path: Path, content: str) -> None:
    [(_, values)] = read(write(tmp_path, content))
    assert isinstance(values, dict)
    assert (values["a"], values["b"]) == ("1", "2")


def test_lines_are_numbered_as_an_editor_numbers_them(tmp_path: Path) -> None:
    path = write(tmp_path, 'a,b\n1,"x\ny"\n\n3,4\n')
    assert read(path) == [(2, {"a": "1", "b": "x\ny"}), (5, {"a": "3", "b": "4"})]


def test_open_quotation_mark_costs_only_its_own_line(tmp_path: Path) -> None:
    found = read(write(tmp_path, 'a,b\n1,"x\n2,y\n3,"z"\n'))
    assert [line for line, _ in found] == [2, 3, 4]
    assert "quotation mark" in str(found[0][1])
    assert found[2][1] == {"a": "3", "b": "z"}


def test_open_quotation_mark_in_a_long_file_loses_nothing(tmp_path: Path) -> None:
    found = read(write(tmp_path, 'a,b\n1,"x\n' + "2,y\n" * 100))
    assert len([values for _, values in found if isinstance(values, dict)]) == 100


@pytest.mark.parametrize(
    ("line", "says"), [("1", "1 values instead of 2"), ("1,2,3", "quote"), ('"1"x,2', "not valid CSV")]
)
def test_malformed_line_is_a_problem(tmp_path: Path, line: str, says: str) -> None:
    [item] = read_records(write(tmp_path, f"a,b\n{line}\n"), COLUMNS)
    assert isinstance(item, Problem)
    assert says in item.problem
    assert item.say(Path("x.csv")).startswith("x.csv:2: line: ")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a\n1\n", "b missing"),
        ("a;b\n1;2\n", "a, b missing"),
        ("a,b,b\n1,2,3\n", "more than once"),
        ("\n\n", "missing"),
    ],
)
def test_wrong_header_is_refused(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(FileError, match=says):
        read(write(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "says"),
    [("a,b\n中文,2\n".encode("gbk"), "CSV UTF-8"), ("a,b\n1,2\n".encode("utf-16"), "not UTF-8"), (b"", "empty")],
)
def test_unreadable_file_is_refused_with_advice(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(FileError, match=says):
        count_lines(write(tmp_path, content))


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(FileError, match="cannot be read"):
            count_lines(path)

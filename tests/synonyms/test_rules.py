"""The public value `Synonyms`: files that are read, and files that are refused."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from analyzers.form_table import FormRule
from searchidx import SearchError, Synonyms, SynonymsError
from searchidx.synonyms import rules
from searchidx.synonyms.rules import stored_text

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# xe\nxe máy, mô tô\r\nTTH => Thừa Thiên Huế\n"
STORED = "xe máy,mô tô\ntth=>thừa thiên huế"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "synonyms.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_is_read(file: Path, mark: str) -> None:
    """UTF-8 with or without a byte order mark, given as a string or as a path."""
    file.write_text(mark + TEXT, encoding="utf-8", newline="")
    synonyms = Synonyms.read(file)
    assert synonyms == Synonyms.read(str(file)) == Synonyms.parse(TEXT)
    assert len(synonyms) == 2
    assert synonyms.rules[1] == FormRule((("tth",),), (("thừa", "thiên", "huế"),))


@pytest.mark.parametrize("text", ["", "\n", "# nothing", "\ufeff"])
def test_a_file_without_rules(file: Path, text: str) -> None:
    """It has no synonyms."""
    file.write_text(text, encoding="utf-8")
    assert Synonyms.read(file) == Synonyms()
    assert len(Synonyms()) == 0


REFUSED = [
    (b"a, b\nc\n", "{}, line 2: a rule needs at least two forms; write rules as a, b, c or as a => b, c"),
    ("a, b\nTh\xe9, c".encode("latin-1"), "{}, line 2: it is not UTF-8; save the file as UTF-8"),
    ("a, b".encode("utf-16"), "{}, line 1: it is not UTF-8; save the file as UTF-8"),
    (b"\xef\xbb\xbfa, b\n\n\xef\xbb", "{}, line 3: it is not UTF-8; save the file as UTF-8"),
    (b"a, b\r\rc, d\r\n\xff", "{}, line 4: it is not UTF-8; save the file as UTF-8"),
    (
        b"#" * 101,
        "{} has more than 100 bytes; name a file of synonyms, or shorten this one",
    ),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_a_file_that_cannot_be_read(
    file: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, message: str
) -> None:
    """The error names the file and the line, and says what to do."""
    monkeypatch.setattr(rules, "MAX_BYTES", 100)
    file.write_bytes(data)
    with pytest.raises(SynonymsError) as caught:
        Synonyms.read(file)
    assert str(caught.value) == message.format(file)


@pytest.mark.parametrize(
    ("name", "reason"), [("gone.txt", "No such file or directory"), (".", "Is a directory")]
)
def test_a_path_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    """The error has the reason of the operating system."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SynonymsError) as caught:
        Synonyms.read(name)
    assert (
        str(caught.value) == f"{name} cannot be read: {reason}; check that it exists and that you may read it"
    )
    assert isinstance(caught.value, SearchError)


def test_an_odd_name_is_shown_printable(tmp_path: Path) -> None:
    """A byte that is not UTF-8 and a control character are escaped."""
    path = os.fsencode(tmp_path) + b"/\xe9\x1b"
    with pytest.raises(SynonymsError, match=r"/\\xe9\\x1b cannot be read"):
        Synonyms.read(os.fsdecode(path))


def test_an_error_of_a_text_names_the_line() -> None:
    """There is no file to name."""
    with pytest.raises(SynonymsError, match=r"^synonyms, line 2: a rule needs"):
        Synonyms.parse("a, b\nc")


def test_what_an_index_stores(file: Path) -> None:
    """A value, or a file by its path; None and a value without rules store nothing."""
    assert stored_text(file) == stored_text(str(file)) == stored_text(Synonyms.read(file)) == STORED
    assert stored_text(None) == stored_text(Synonyms()) == ""


@pytest.mark.parametrize(
    "forms",
    [((),), (), (("a b",),), (("a,b",),), (("a", ""),), (("=>",),), (("a\nb",),), (("",),), (("A",),)],
)
def test_rules_made_by_hand_are_checked(forms: tuple[tuple[str, ...], ...]) -> None:
    """Rules that would come back from an index as other rules are refused."""
    with pytest.raises(SynonymsError, match=r"^synonyms, line |Make them with Synonyms\.parse"):
        stored_text(Synonyms((FormRule(forms, (("c",),)),)))


def test_a_value_of_another_type_is_an_error_of_python() -> None:
    """A program that passes something else has a mistake."""
    wrong: object = 7.5
    with pytest.raises(TypeError):
        stored_text(wrong)  # type: ignore[arg-type]

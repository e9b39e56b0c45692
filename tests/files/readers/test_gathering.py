"""What is kept of the remarks on many files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.files.readers.gathering import FileRemarks, GatheredRemarks
from searchidx.files.readers.remarks import (
    ConvertedEncoding,
    CountedRemarks,
    DamagedCharacters,
    Failure,
    Note,
    PassedOver,
    UnreadDate,
    UnreadText,
)

if TYPE_CHECKING:
    from searchidx.files.readers.remarks import Remark


def test_the_first_failures_of_each_file_are_kept_and_all_are_counted() -> None:
    """A file without failures has no item, and a path that cannot be read has an item of one failure."""
    gathered = GatheredRemarks()
    for path, lines in (("a.jsonl", 5), ("b.jsonl", 0), ("c.jsonl", 1)):
        file_remarks = FileRemarks()
        for line in range(1, lines + 1):
            gathered.add(Failure(path, "not JSON", place=f"line {line}"), file_remarks)
        gathered.add_file(file_remarks)
    gathered.add_failed_path(Failure("d", "No such file or directory"))
    kept = [[(failure.path, failure.place) for failure in item.first] for item in gathered.failures]
    assert kept == [
        [("a.jsonl", "line 1"), ("a.jsonl", "line 2"), ("a.jsonl", "line 3")],
        [("c.jsonl", "line 1")],
        [("d", "")],
    ]
    assert [item.count for item in gathered.failures] == [5, 1, 1]


def test_a_file_has_one_remark_on_its_encoding() -> None:
    """This is the first damage, or else the last conversion."""
    gathered = GatheredRemarks()
    remarks_by_file: list[list[Remark]] = [
        [ConvertedEncoding("a", "tcvn3"), ConvertedEncoding("a", "viscii")],
        [ConvertedEncoding("b", "tcvn3"), DamagedCharacters("b", "utf-8"), DamagedCharacters("b", "tcvn3")],
    ]
    for remarks in remarks_by_file:
        file_remarks = FileRemarks()
        for remark in remarks:
            gathered.add(remark, file_remarks)
        gathered.add_file(file_remarks)
    assert gathered.conversions == [ConvertedEncoding("a", "viscii")]
    assert gathered.damages == [DamagedCharacters("b", "utf-8")]


def test_of_unread_dates_and_texts_the_first_is_kept() -> None:
    """They are counted over all files."""
    gathered = GatheredRemarks()
    for path in ("a", "b"):
        file_remarks = FileRemarks()
        gathered.add(UnreadDate(path, "line 1", "hôm kia"), file_remarks)
        gathered.add(UnreadText(path, "line 1", ("content",)), file_remarks)
        gathered.add_file(file_remarks)
    assert gathered.unread_dates == CountedRemarks(1, [UnreadDate("a", "line 1", "hôm kia")], 2)
    assert gathered.unread_texts == CountedRemarks(1, [UnreadText("a", "line 1", ("content",))], 2)


def test_equal_notes_are_counted_and_only_some_different_notes_are_kept() -> None:
    """Of equal notes the first is kept. Notes with other texts than the first 20 are only counted."""
    gathered = GatheredRemarks()
    for number in range(23):
        for path in ("a", "b"):
            gathered.add(Note(path, f"delimiter {number}"), FileRemarks())
    assert list(gathered.notes) == [*(f"delimiter {number}" for number in range(20)), ""]
    assert gathered.notes["delimiter 7"] == CountedRemarks(1, [Note("a", "delimiter 7")], 2)
    assert gathered.notes[""] == CountedRemarks(1, [Note("a", "")], 6)


def test_files_that_are_passed_over_are_counted_by_type() -> None:
    """An archive that lacks an extra is not complete, and one with members of unknown types is."""
    gathered = GatheredRemarks()
    is_complete = []
    for remark in (
        PassedOver("a", ".doc", ""),
        PassedOver("b", ".pdf", "office"),
        PassedOver("c", ".doc", ""),
    ):
        file_remarks = FileRemarks()
        gathered.add(remark, file_remarks)
        is_complete.append(file_remarks.is_complete)
    assert is_complete == [True, False, True]
    assert gathered.passed_over == {
        ("", ".doc"): CountedRemarks(1, [PassedOver("a", ".doc", "")], 2),
        ("office", ".pdf"): CountedRemarks(1, [PassedOver("b", ".pdf", "office")], 1),
    }

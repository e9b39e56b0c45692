"""Remarks: the sentences of failures, and counting."""

from __future__ import annotations

import pytest

from searchidx.errors import ReadError
from searchidx.files.readers.remarks import CountedRemarks, Failure, UnreadDate


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (Failure("a.txt", "it is empty", "remove it"), "a.txt cannot be read: it is empty; remove it"),
        (Failure("a.jsonl", "not JSON", place="line 7"), "a.jsonl, line 7: not JSON"),
        (Failure("a.jsonl", "not text", "save it", "line 1"), "a.jsonl, line 1: not text; save it"),
    ],
)
def test_a_failure_is_a_sentence(failure: Failure, sentence: str) -> None:
    """It tells what cannot be read, why, and what to do; the exception says the same."""
    assert str(failure) == sentence
    error = failure.as_error()
    assert type(error) is ReadError
    assert str(error) == sentence


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied"), "Permission denied"),
        (OSError("Not a gzipped file"), "Not a gzipped file"),
    ],
)
def test_the_failure_of_a_system_error(error: OSError, reason: str) -> None:
    """It says what the operating system, or a library in its place, says."""
    assert Failure.from_os_error("a\n.txt", error) == Failure(
        r"a\x0a.txt", reason, "check that it exists and that you may read it"
    )


def test_the_first_remarks_are_kept_and_all_are_counted() -> None:
    """Thousands of remarks take no more room than a few."""
    remarks: CountedRemarks[UnreadDate] = CountedRemarks(2)
    assert (remarks.count, remarks.first) == (0, [])
    for line in range(1, 6):
        remarks.add(UnreadDate("a.jsonl", f"line {line}", "?"))
    assert remarks.count == 5
    assert [remark.place for remark in remarks.first] == ["line 1", "line 2"]

"""What every segment has: lengths in as few bytes as need be, and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchidx.engines.base import FieldSpec
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.fields import all_fields, folded_field_of, specs_of
from searchidx.engines.columnar.format.segment_writer import close_segment, write_dates, write_lengths
from tests.support import engine_corpus as corpus
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("lengths", "dtype"),
    [
        ([], "|u1"),
        ([3, 250, 0], "|u1"),
        ([255], "|u1"),
        ([256, 0], "<u2"),
        ([65_535], "<u2"),
        ([65_536], "<u4"),
    ],
)
def test_lengths_take_the_bytes_of_the_longest(tmp_path: Path, lengths: list[int], dtype: str) -> None:
    """One, two or four bytes for each document."""
    array = np.array(lengths, np.int64)
    container = write_container(tmp_path / "file", lambda writer: write_lengths(writer, "body", array))
    written = container.column("body.lengths").whole()
    assert (written.tolist(), written.dtype.str) == (lengths, dtype)


def test_times_are_written_only_if_there_are_any(tmp_path: Path) -> None:
    """A segment without times has the bytes that it had before there were times."""
    days = np.array([3, -1])
    without = write_container(tmp_path / "a", lambda writer: write_dates(writer, days, np.array([0, 0])))
    assert without.names() == ["days"]
    days_only = write_container(tmp_path / "b", lambda writer: writer.array("days", days, "<i4"))
    assert without.path.read_bytes() == days_only.path.read_bytes()
    with_times = write_container(
        tmp_path / "c", lambda writer: write_dates(writer, days, np.array([0, 86_399_999_999]))
    )
    times = with_times.column("times").whole()
    assert (with_times.column("days").whole().tolist(), times.tolist()) == ([3, -1], [0, 86_399_999_999])
    assert times.dtype.str == "<u8"


def test_the_table_lists_the_fields(tmp_path: Path) -> None:
    """The engine's own two fields come first; what is listed reads back as it was."""
    close_segment(ContainerWriter(tmp_path / "file"), corpus.FIELDS, 7)
    meta = Container(tmp_path / "file").meta
    assert meta["documents"] == 7
    assert specs_of(meta["fields"]) == all_fields(corpus.FIELDS)
    assert [spec.name for spec in all_fields(corpus.FIELDS)][:3] == ["id", "date", "title"]


WRONG_FIELDS = [
    [["a", True], ["a_folded", True, "b"]],  # of no field
    [["a", 1]],
    [[7, True]],
    [["a", True, None, None, "yes"]],
    [["a", True], ["p", False, None, "a"], ["q", False, None, "p"]],  # pairs of pairs
    [["a", True], ["f", True, "a"], ["g", True, "f"]],  # a fold of a fold
    [["a", True, None, None, False, "more"]],
    ["a"],
    7,
]


@pytest.mark.parametrize("fields", WRONG_FIELDS, ids=str)
def test_fields_that_cannot_be_are_refused(fields: object) -> None:
    """What a file lists is checked before it is used."""
    with pytest.raises((TypeError, KeyError, ValueError)):
        specs_of(fields)


def test_the_field_that_folds_another() -> None:
    """A field is found by the field that it folds."""
    body, title = FieldSpec("body", positions=True), FieldSpec("title", positions=True)
    folded = FieldSpec("body_folded", positions=True, folds="body")
    assert folded_field_of((title, folded, body), body) == folded
    assert folded_field_of((title, folded, body), title) is None

"""The outcome of a run of `searchidx index`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchidx.files.readers.remarks import (
        ConvertedEncoding,
        CountedRemarks,
        DamagedCharacters,
        Failure,
        Note,
        PassedOver,
        RepeatedId,
        UnreadDate,
        UnreadText,
    )


@dataclass(frozen=True, slots=True)
class IndexingReport:
    """The outcome of a run: numbers of files and of articles, and the remarks of the readers."""

    new: int
    changed: int
    unchanged: int
    gone: int
    articles: int
    """The number of articles that were read and added to the index."""
    removed: int
    """The number of articles that were deleted from the index because no file holds them any more."""
    repeated: CountedRemarks[RepeatedId]
    """The articles that replaced an article with the same id.

    The replaced article was read in the same run, or it is from an unchanged file under the paths.
    """
    without_articles: tuple[str, ...]
    """The names of the files under the paths that could be read and hold no articles."""
    total: int
    """The number of articles in the index after the run."""
    seconds: float
    failures: tuple[CountedRemarks[Failure], ...]
    """One item for each path that could not be read, or not completely."""
    conversions: tuple[ConvertedEncoding, ...]
    """One remark for each file that was not in UTF-8 and was read without damage, in the order of reading."""
    damages: tuple[DamagedCharacters, ...]
    """One remark for each file with bytes that are invalid in its encoding, in the order of reading."""
    unread_dates: CountedRemarks[UnreadDate]
    unread_texts: CountedRemarks[UnreadText]
    notes: tuple[CountedRemarks[Note], ...]
    """What the readers decided, such as the keys that were used. Each item has the notes of one text."""
    passed_over: tuple[CountedRemarks[PassedOver], ...]
    """The files that were not read. Each item has the files of one type. Types of an extra come first."""

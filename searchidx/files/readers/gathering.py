"""The remarks on the files of one run, gathered by kind.

To save memory, only the first failures of each file are kept, and only the first of all unread dates, of all
unread texts, of all equal notes and of all files of one type that were passed over. The others are counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

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

_MAX_FAILURES_PER_FILE: Final = 3
"""The number of failures of one file that are kept."""


_MAX_DIFFERENT_NOTES: Final = 20
"""The number of different notes that are kept. Other notes are only counted, as notes without a text."""


@dataclass(slots=True)
class FileRemarks:
    """The remarks on the file that is being read: its first failures, and the remarks on its encoding.

    `lacks_extra` is True if the file is an archive of which a member was passed over, because an extra is
    missing.
    """

    failures: CountedRemarks[Failure] = field(default_factory=lambda: CountedRemarks(_MAX_FAILURES_PER_FILE))
    last_conversion: ConvertedEncoding | None = None
    first_damage: DamagedCharacters | None = None
    lacks_extra: bool = False

    @property
    def is_complete(self) -> bool:
        """Return whether everything in the file was read that can be read with all extras."""
        return not self.failures.count and not self.lacks_extra


@dataclass(slots=True)
class GatheredRemarks:
    """The remarks on all files of a run."""

    failures: list[CountedRemarks[Failure]] = field(default_factory=list)
    """One item for each path that could not be read, or not completely."""
    conversions: list[ConvertedEncoding] = field(default_factory=list)
    """One remark for each file that was not in UTF-8 and was read without damage."""
    damages: list[DamagedCharacters] = field(default_factory=list)
    """One remark for each file with bytes that are invalid in its encoding."""
    unread_dates: CountedRemarks[UnreadDate] = field(default_factory=lambda: CountedRemarks(1))
    unread_texts: CountedRemarks[UnreadText] = field(default_factory=lambda: CountedRemarks(1))

    notes: dict[str, CountedRemarks[Note]] = field(default_factory=dict)
    """The notes, by their texts."""
    passed_over: dict[tuple[str, str], CountedRemarks[PassedOver]] = field(default_factory=dict)
    """The files that were not read, by the missing extra and by their types."""

    def add_failed_path(self, failure: Failure) -> None:
        """Add the failure of a file or folder that cannot be read at all."""
        failures: CountedRemarks[Failure] = CountedRemarks(1)
        failures.add(failure)
        self.failures.append(failures)

    def add(self, remark: Remark, file_remarks: FileRemarks) -> None:
        """Add a remark on the file that is being read.

        Failures and remarks on the encoding are added to `file_remarks`, the remarks on this file. `add_file`
        adds them to this object when the file has been read. A member that was passed over is counted here.
        """
        match remark:
            case Failure():
                file_remarks.failures.add(remark)
            case ConvertedEncoding():
                file_remarks.last_conversion = remark
            case DamagedCharacters():
                file_remarks.first_damage = file_remarks.first_damage or remark
            case UnreadDate():
                self.unread_dates.add(remark)
            case UnreadText():
                self.unread_texts.add(remark)
            case Note():
                self._add_note(remark)
            case PassedOver():
                kind = (remark.extra, remark.suffix)
                self.passed_over.setdefault(kind, CountedRemarks(1)).add(remark)
                file_remarks.lacks_extra |= bool(remark.extra)

    def _add_note(self, note: Note) -> None:
        is_kept = note.text in self.notes or len(self.notes) < _MAX_DIFFERENT_NOTES
        text = note.text if is_kept else ""
        self.notes.setdefault(text, CountedRemarks(1)).add(Note(note.path, text))

    def add_file(self, file_remarks: FileRemarks) -> None:
        """Add the remarks on a file that was read to its end. Damage hides a conversion of the same file."""
        if file_remarks.first_damage:
            self.damages.append(file_remarks.first_damage)
        elif file_remarks.last_conversion:
            self.conversions.append(file_remarks.last_conversion)
        if file_remarks.failures.count:
            self.failures.append(file_remarks.failures)

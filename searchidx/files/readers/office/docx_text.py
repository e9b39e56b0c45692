"""The text of a `.docx` file from the XML of its parts.

Text that Word does not show is left out: deletions, codes of fields, hidden text and empty placeholders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.office.docx_styles import font_of, is_on
from searchidx.files.readers.xml_events import End, Start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from searchidx.files.readers.office.docx_styles import Styles
    from searchidx.files.readers.office.office_text import OfficeText
    from searchidx.files.readers.xml_events import Event

_SKIPPED: Final = frozenset(
    (
        *("w:del", "w:moveFrom", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange"),
        *("w:rt", "mc:Fallback"),
    )
)
"""Elements whose content is not text: earlier versions of text and its look, readings of Asian letters, and
the same text again for old programs."""

_BREAKS: Final = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-"}
"""The text of elements of a run that stand for a character."""

_OUTLINE_LEVELS: Final = "012345678"
"""The numbers in Word of the levels 1 to 9 of headings."""


class _Run(NamedTuple):
    """The look of a run, which is a part of a paragraph."""

    font: str = ""
    style: str = ""
    is_hidden: bool = False


class _ParagraphLook(NamedTuple):
    """The style of a paragraph, and its level if the paragraph itself sets one."""

    style: str = ""
    level: int | None = None


def add_text(events: Iterable[Event], styles: Styles, text: OfficeText) -> None:
    """Add the text of a part to a text. The part is `document.xml`, `footnotes.xml` or `endnotes.xml`.

    Raises:
        ContentError: from `events`, after all of the text before has been added.
    """
    part = _Part(styles, text)
    skipped_levels = 0
    for event in events:
        if skipped_levels or part.skips(event):
            skipped_levels += isinstance(event, Start) - isinstance(event, End)
        elif isinstance(event, str):
            part.characters(event)
        elif isinstance(event, Start):
            part.start(event.name, event.attributes)
        else:
            part.end(event.name)


class _Part:
    """A part while its events are read."""

    def __init__(self, styles: Styles, text: OfficeText) -> None:
        self._styles = styles
        self._text = text
        self._path: list[str] = [""]  # the names of the open elements
        self._paragraphs: list[_ParagraphLook] = []
        self._runs: list[_Run] = []
        self._fields: list[bool] = []  # for each open field, whether its code is open, and not its result
        self._open_codes = 0  # the number of fields whose code is open
        self._has_placeholder = False

    def skips(self, event: Event) -> bool:
        """Return whether an event begins an element that is left out."""
        if not isinstance(event, Start):
            return False
        if event.name == "w:sdtContent" and self._has_placeholder:
            self._has_placeholder = False
            return True
        return event.name in _SKIPPED

    def characters(self, characters: str) -> None:
        """Add the characters of a text element that is shown."""
        if self._path[-1] in ("w:t", "m:t"):
            self._add(characters)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Read a start tag."""
        parent = self._path[-1]
        self._path.append(name)
        match name:
            case "w:p":
                self._paragraphs.append(_ParagraphLook())
                self._text.begin_paragraph()
            case "w:r":
                self._runs.append(_Run())
            case "w:tr":
                self._text.begin_row()
            case "w:tc":
                self._text.begin_cell()
            case "w:sdt":
                self._has_placeholder = False
            case "w:footnote" | "w:endnote":
                self._text.begin_note()
            case "w:showingPlcHdr":
                self._has_placeholder = is_on(attributes)
            case "w:fldChar":
                self._field(attributes.get("w:fldCharType", ""))
            case _ if parent == "w:r" and name in _BREAKS:
                self._add(_BREAKS[name])
            case _ if parent == "w:pPr" and self._paragraphs:
                self._paragraphs[-1] = _with_paragraph_look(self._paragraphs[-1], name, attributes)
            case _ if parent == "w:rPr" and self._path[-3] == "w:r":
                self._runs[-1] = _with_run_look(self._runs[-1], name, attributes)

    def end(self, name: str) -> None:
        """Read an end tag."""
        self._path.pop()
        match name:
            case "w:p":
                look = self._paragraphs.pop()
                level = self._styles.level(look.style) if look.level is None else look.level
                self._text.end_paragraph(level)
            case "w:r":
                self._runs.pop()
            case "w:tr":
                self._text.end_row()
            case "w:tc":
                self._text.end_cell()
            case "w:footnote" | "w:endnote":
                self._text.end_note()

    def _field(self, kind: str) -> None:
        """Read a mark of a field, which has a code, such as `PAGE`, and then a result, which is text."""
        if kind == "begin":
            self._fields.append(True)
            self._open_codes += 1
        elif self._fields:
            self._open_codes -= self._fields.pop()
            if kind == "separate":
                self._fields.append(False)

    def _add(self, characters: str) -> None:
        run = self._runs[-1] if self._runs else _Run()
        if self._open_codes or run.is_hidden or self._styles.is_hidden(run.style):
            return
        paragraph_style = self._paragraphs[-1].style if self._paragraphs else ""
        self._text.add(characters, run.font or self._styles.font(run.style, paragraph_style))


def _with_paragraph_look(look: _ParagraphLook, name: str, attributes: Mapping[str, str]) -> _ParagraphLook:
    """Return the look of a paragraph after one of its properties has been read."""
    value = attributes.get("w:val", "")
    if name == "w:pStyle":
        return look._replace(style=value)
    if name == "w:outlineLvl" and value in _OUTLINE_LEVELS:
        return look._replace(level=_OUTLINE_LEVELS.index(value) + 1)
    return look


def _with_run_look(run: _Run, name: str, attributes: Mapping[str, str]) -> _Run:
    """Return the look of a run after one of its properties has been read."""
    match name:
        case "w:rFonts":
            return run._replace(font=font_of(attributes))
        case "w:rStyle":
            return run._replace(style=attributes.get("w:val", ""))
        case "w:vanish":
            return run._replace(is_hidden=is_on(attributes))
    return run

"""The text of an `.odt` file from the XML of its parts, with the styles that text needs.

Deletions, comments, hidden text and descriptions of pictures are left out. They are not shown as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.xml_events import End, Start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from searchidx.files.readers.office.office_text import OfficeText
    from searchidx.files.readers.xml_events import Event

_SKIPPED: Final = frozenset(
    (
        *("text:tracked-changes", "office:annotation", "text:note-citation", "text:ruby-text"),
        *("text:hidden-text", "text:hidden-paragraph", "svg:title", "svg:desc"),
        *("office:forms", "office:scripts", "text:sequence-decls", "style:header", "style:footer"),
    )
)
"""Elements whose content is not text of the article."""

_PARAGRAPHS: Final = ("text:p", "text:h")
_CHARACTERS: Final = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n", "text:soft-page-break": ""}
"""The text of elements that stand for a character. Blanks are joined, so their number does not matter."""

_TEXT_PREFIXES: Final = ("text:", "loext:")
"""The prefixes of elements in paragraphs that have text, such as `text:span` and `loext:content-control`."""

_WITHOUT_TEXT: Final = ("office:text", "table:table-cell", "table:table-row", "text:list", "text:list-item")

_MAX_STYLE_CHAIN: Final = 16
"""The greatest number of styles that are based on each other and are looked at."""

_LEVELS: Final = "123456789"

_TITLE_STYLE: Final = "Title"


class _Style(NamedTuple):
    parent: str = ""
    font: str = ""
    is_hidden: bool = False


class OdtStyles:
    """The styles of a document, which are read from `styles.xml` and from the beginning of `content.xml`."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._fonts: dict[str, str] = {}  # the families of fonts by the names that styles use
        self._open_style = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Read the start tag of an element that may belong to a style."""
        match name:
            case "style:font-face":
                self._fonts[attributes.get("style:name", "")] = attributes.get("svg:font-family", "")
            case "style:style":
                self._open_style = attributes.get("style:name", "")
                parent = attributes.get("style:parent-style-name", "")
                self._styles[self._open_style] = _Style(parent)
            case "style:default-style" if attributes.get("style:family") == "paragraph":
                self._open_style = ""
                self._styles[""] = _Style()
            case "style:text-properties" if self._open_style in self._styles:
                name_of_font = attributes.get("style:font-name", "")
                self._styles[self._open_style] = self._styles[self._open_style]._replace(
                    font=self._fonts.get(name_of_font, name_of_font) or attributes.get("fo:font-family", ""),
                    is_hidden=attributes.get("text:display") == "none",
                )

    def is_title(self, style: str) -> bool:
        """Return whether paragraphs of a style are titles."""
        return _TITLE_STYLE in self._names(style)

    def font(self, style: str) -> str:
        """Return the font of a style, or "" if it has none of its own."""
        fonts = (self._styles[name].font for name in self._names(style))
        return next(filter(None, fonts), "")

    def default_font(self) -> str:
        """Return the font of paragraphs whose styles have none."""
        return self._styles.get("", _Style()).font

    def is_hidden(self, style: str) -> bool:
        """Return whether text of a style is not shown."""
        return any(self._styles[name].is_hidden for name in self._names(style))

    def _names(self, style: str) -> list[str]:
        """Return the names of a style and of those on which it is based."""
        names: list[str] = []
        while style and style in self._styles and len(names) < _MAX_STYLE_CHAIN:
            names.append(style)
            style = self._styles[style].parent
        return names


def read_styles(events: Iterable[Event], styles: OdtStyles) -> None:
    """Add the styles of the part `styles.xml`. Raises ContentError."""
    for event in events:
        if isinstance(event, Start):
            styles.start(event.name, event.attributes)


class _Span(NamedTuple):
    """The look of an element with text. `is_text` is False if only its children have text."""

    name: str
    is_text: bool = False
    font: str = ""
    is_hidden: bool = False
    level: int | None = None


def add_text(events: Iterable[Event], styles: OdtStyles, text: OfficeText) -> None:
    """Add the text of the part `content.xml` to a text, and its styles to `styles`.

    Raises:
        ContentError: from `events`, after all of the text before has been added.
    """
    spans = [_Span("")]
    skipped_levels = 0
    for event in events:
        if skipped_levels or (isinstance(event, Start) and event.name in _SKIPPED):
            skipped_levels += isinstance(event, Start) - isinstance(event, End)
        elif isinstance(event, str):
            if spans[-1].is_text and not spans[-1].is_hidden:
                text.add(event.replace("\n", " "), spans[-1].font)
        elif isinstance(event, Start):
            styles.start(event.name, event.attributes)
            spans.append(_span(event, spans[-1], styles))
            _begin(event.name, text)
            if spans[-2].is_text and not spans[-2].is_hidden and event.name in _CHARACTERS:
                text.add(_CHARACTERS[event.name], spans[-2].font)
        else:
            _end(spans.pop(), text)


def _span(start: Start, parent: _Span, styles: OdtStyles) -> _Span:
    """Return the look of an element in another one."""
    style = start.attributes.get("text:style-name", "")
    if start.name in _PARAGRAPHS:
        font = styles.font(style) or styles.default_font()
        level = start.attributes.get("text:outline-level", "1") if start.name == "text:h" else ""
        number = int(level) if level in _LEVELS and level else None
        return _Span(start.name, True, font, styles.is_hidden(style), 0 if styles.is_title(style) else number)
    if start.name.startswith(_TEXT_PREFIXES) and start.name not in _WITHOUT_TEXT:
        is_hidden = parent.is_hidden or styles.is_hidden(style)
        return _Span(start.name, parent.is_text, styles.font(style) or parent.font, is_hidden)
    return _Span(start.name)


def _begin(name: str, text: OfficeText) -> None:
    if name in _PARAGRAPHS:
        text.begin_paragraph()
    elif name == "table:table-row":
        text.begin_row()
    elif name == "table:table-cell":
        text.begin_cell()
    elif name == "text:note":
        text.begin_note()


def _end(span: _Span, text: OfficeText) -> None:
    if span.name in _PARAGRAPHS:
        text.end_paragraph(span.level)
    elif span.name == "table:table-row":
        text.end_row()
    elif span.name == "table:table-cell":
        text.end_cell()
    elif span.name == "text:note":
        text.end_note()

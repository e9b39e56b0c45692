"""HTML as text: the chapters of books, the HTML parts of mails, and rendered Markdown.

Each block element (paragraph, list item, heading, row of a table) becomes a line. What a browser does not
show as text is left out: tags, comments, scripts, styles and pictures. This is no reader of web pages,
because menus and lists of links stay in the text.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.whitespace import CELL_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Collection

BLOCK_TAGS: Final = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
        ),
        *(
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "frameset",
            "h1",
            "h2",
            "h3",
        ),
        *("h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "menu", "nav", "ol", "option", "p"),
        *("pre", "section", "select", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul"),
    )
)
"""The elements that begin and end a line. `br` begins one."""

CELL_TAGS: Final = ("td", "th")
"""The elements of cells. Those of a row are on one line."""

_CDATA_BEGINNING: Final = re.compile(r"<!\[CDATA\[", re.IGNORECASE)

_NOT_SHOWN: Final = re.compile(
    r"<!\[CDATA\[(?P<characters>.*?)\]\]>"
    r"|<!--.*?(?:-->|\Z)"
    r"|<[!?][^>]*(?:>|\Z)"
    r"|<(?P<tag>script|style|template|svg|math|iframe|object|noframes|noembed|xmp|plaintext)\b"
    r"(?:[^<>]*/>|.*?(?:</(?P=tag)\s*>|\Z))",
    re.DOTALL | re.IGNORECASE,
)
"""Comments, declarations and the elements that are not shown as text. They may end with the markup.

They are removed before the markup is parsed, because `html.parser` needs quadratic time for some of them.
"""


class MarkupText(NamedTuple):
    """The text of markup.

    Attributes:
        title: the content of `<title>`, or "".
        heading: the heading that was looked for, or "".
        text: the lines of the text without the title and the heading, joined by line feeds. No line is blank.
    """

    title: str
    heading: str
    text: str


def read_markup(markup: str, heading_tags: Collection[str] = ()) -> MarkupText:
    """Return the text of HTML or XHTML, or of a fragment of it. Broken markup is read as far as possible.

    The first element of `heading_tags` that has text, such as "h1", is the heading.
    """
    # What does not end would be searched for its end from each beginning, in quadratic time.
    end = markup.rfind("]]>") + 1
    shown = _NOT_SHOWN.sub(_characters, markup[:end] + _CDATA_BEGINNING.sub(" ", markup[end:]))
    end = shown.rfind(">") + 1
    parser = _TextParser(heading_tags)
    parser.feed(shown[:end] + shown[end:].replace("<", "&lt;"))
    parser.close()
    return parser.result()


def _characters(match: re.Match[str]) -> str:
    """Return the characters of a CDATA section as HTML, and a blank for what is not shown."""
    return escape(match["characters"]) if match["characters"] else " "


class _TextParser(HTMLParser):
    """Collects lines. A line that began before a tag and goes on after it is collected in parts."""

    def __init__(self, heading_tags: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._heading_tags = heading_tags
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._has_text = False  # whether a part after the last separator of cells is not blank
        self._title = ""
        self._heading = ""
        self._first_line_of_element: dict[str, int] = {}
        self._open_pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCK_TAGS:
            self._end_line()
            self._first_line_of_element[tag] = len(self._lines)
            self._open_pre += tag == "pre"
        elif tag in CELL_TAGS and self._has_text:
            self._parts.append(CELL_SEPARATOR)
            self._has_text = False

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in BLOCK_TAGS:
            return
        self._end_line()
        if tag == "pre" and self._open_pre:
            self._open_pre -= 1
        elif tag == "title" and not self._title:
            self._title = self._take_element(tag)
        elif tag in self._heading_tags and not self._heading:
            self._heading = self._take_element(tag)

    def handle_data(self, data: str) -> None:
        self._has_text = self._has_text or not data.isspace()
        if not self._open_pre:
            self._parts.append(data)
            return
        first, *others = data.split("\n")
        self._parts.append(first)
        for line in others:
            self._end_line()
            self._parts.append(line)

    def result(self) -> MarkupText:
        """Return what was collected. Nothing may be fed afterwards."""
        self._end_line()
        return MarkupText(self._title, self._heading, "\n".join(self._lines))

    def _take_element(self, tag: str) -> str:
        """Remove and return the lines since the last start of an element."""
        first = self._first_line_of_element.get(tag, len(self._lines))
        text = " ".join(self._lines[first:])
        del self._lines[first:]
        return text

    def _end_line(self) -> None:
        line = "".join(self._parts)
        line = line.rstrip() if self._open_pre else " ".join(line.split())
        if line.strip():
            self._lines.append(line)
        self._parts.clear()
        self._has_text = False

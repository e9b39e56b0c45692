"""What a page, or a part of it, shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from searchidx.files.readers.markup.markup_text import BLOCK_TAGS, CELL_TAGS
from searchidx.files.readers.whitespace import tidy_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_HIDDEN: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math"),
        *("select", "button", "textarea", "input", "nav", "menu"),
    )
)
"""Tags whose texts are not shown, or are no text of an article."""


def shown_text(root: HtmlElement) -> str:
    """Return all text that a page shows, one block a line."""
    return tidy_lines("".join(_parts(root)))


def _parts(root: HtmlElement) -> Iterator[str]:
    """Yield the texts of a tree in order, and a line feed where a block begins or ends."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _HIDDEN:
            hidden += 1 if event == "start" else -1
        if element.tag in BLOCK_TAGS or element.tag in CELL_TAGS:
            yield "\n"
        text = element.text if event == "start" else element.tail
        if text and not hidden:
            yield text.replace("\n", " ")

"""Are texts of records HTML, as content management systems export them, and as which text are they shown?

A text that only mentions tags, as an article about HTML does, stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

from searchidx.files.readers.markup.markup_text import BLOCK_TAGS, CELL_TAGS, read_markup

_INLINE_TAGS: Final = (
    *("a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "mark", "q", "s"),
    *("small", "span", "strike", "strong", "sub", "sup", "u"),
)

_OTHER_TAGS: Final = (
    "audio",
    "button",
    "embed",
    "iframe",
    "input",
    "link",
    "meta",
    "picture",
    "script",
    "style",
    "video",
)

_BLOCKS: Final = "|".join(sorted({*BLOCK_TAGS, *CELL_TAGS}))
_FIRST: Final = "|".join((_BLOCKS, *_INLINE_TAGS, *_OTHER_TAGS))

_BEGINNING: Final = re.compile(rf"\s*<(?:!--|!doctype\s|(?:{_FIRST})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
"""The beginning of a text that is HTML: a comment, or a tag that HTML has."""

_BLOCK_END: Final = re.compile(rf"</(?:{_BLOCKS})\s*>|<br\s*/?>", re.IGNORECASE)

_INLINE_ELEMENT: Final = re.compile(
    rf"<({'|'.join((*_INLINE_TAGS, 'p', 'div', 'h[1-6]'))})(?:\s[^<>]*)?>[^<>]*</\1\s*>", re.IGNORECASE
)
"""An element with its two tags, in which no other element is."""


def is_html(body: str) -> bool:
    """Return whether a body begins with a tag of HTML, and has a tag that ends a block or a line."""
    return _BEGINNING.match(body) is not None and _BLOCK_END.search(body) is not None


def has_elements(title: str) -> bool:
    """Return whether a title has an element of HTML with both of its tags: `Chợ <b>nổi</b>`."""
    return _INLINE_ELEMENT.search(title) is not None


def html_text(html: str) -> str:
    r"""Return the lines that a browser shows of HTML, joined by `\n`. Entities are decoded."""
    shown = read_markup(html)
    return "\n".join(filter(None, (shown.title, shown.text)))

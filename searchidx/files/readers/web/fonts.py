"""Texts of a page in the letters of old Vietnamese fonts: `Hµ Néi` becomes `Hà Nội`.

They are converted in the tree of the page, before anything else reads it. Other steps take the soft hyphen
(U+00AD), which is the letter `ư` in the fonts of TCVN3, for a character that is not shown, and remove it.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers import convert_font_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_JSON_TYPE: Final = "application/ld+json"

_NO_TEXT_TAGS: Final = ("script", "style")

_JSON_ESCAPE: Final = re.compile(r"\\u00([a-f][0-9a-f])", re.IGNORECASE)
"""An escape of JSON for a character from U+00A0 to U+00FF."""

_JSON_QUOTE: Final = '\n"\n'
"""A quote of JSON on a line of its own, so that each string is a line. This can be undone exactly."""


class _Place(NamedTuple):
    """A text in the tree. The name is "text", "tail", or that of an attribute."""

    element: HtmlElement
    name: str
    text: str


def convert_fonts(root: HtmlElement) -> str:
    """Convert the texts of a page that are in font letters. Return the names of the fonts, or "" for none.

    All texts are looked at together, so that a short title is recognised, too. The texts are those that are
    shown, the values of meta tags and the data for search engines.
    """
    places = list(_places(root))
    converted, fonts = convert_font_text("\n".join(place.text for place in places))
    if fonts:
        lines = iter(converted.split("\n"))  # as many lines as before
        for place in places:
            _replace(place, "\n".join(islice(lines, place.text.count("\n") + 1)))
    return fonts


def _places(root: HtmlElement) -> Iterator[_Place]:
    for element in root.iter():
        if element.tag == "meta" and (content := element.get("content")):
            yield _Place(element, "content", content)
        if element.text and element.tag not in _NO_TEXT_TAGS:
            yield _Place(element, "text", element.text)
        elif element.text and element.get("type") == _JSON_TYPE:
            text = _JSON_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), element.text)
            yield _Place(element, "text", text.replace('"', _JSON_QUOTE))
        if element.tail:
            yield _Place(element, "tail", element.tail)


def _replace(place: _Place, text: str) -> None:
    if place.name == "tail":
        place.element.tail = text
    elif place.name == "text":
        is_json = place.element.tag in _NO_TEXT_TAGS
        place.element.text = text.replace(_JSON_QUOTE, '"') if is_json else text
    else:
        place.element.set(place.name, text)

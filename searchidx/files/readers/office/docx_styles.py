"""The styles of a `.docx` file: which paragraphs are titles and headings, and in which fonts is the text?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.xml_events import End, Start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from searchidx.files.readers.xml_events import Event

_MAX_STYLE_CHAIN: Final = 16
"""The greatest number of styles that are based on each other and are looked at."""

_HEADING: Final = re.compile(r"heading ([1-9])")


class Style(NamedTuple):
    """A style. `parent` is the id of the style on which it is based, and `font` is "" if it sets none."""

    name: str = ""
    parent: str = ""
    font: str = ""
    is_hidden: bool = False


class Styles:
    """The styles of a document by id.

    Names are those of Word in English (`heading 1`), in whatever language Word and the ids are.
    """

    def __init__(
        self, styles: Mapping[str, Style], default_paragraph: str = "", default_font: str = ""
    ) -> None:
        self._styles = styles
        self._default_paragraph = default_paragraph
        self._default_font = default_font

    def level(self, style: str) -> int | None:
        """Return the level of a paragraph of a style: 0 for a title, 1 to 9 for a heading, or else None."""
        for ancestor in self._chain(style):
            if ancestor.name == "title":
                return 0
            if heading := _HEADING.fullmatch(ancestor.name):
                return int(heading[1])
        return None

    def font(self, run_style: str, paragraph_style: str) -> str:
        """Return the name of the font of a text whose styles are these, or "" if it is not known."""
        chains = (*self._chain(run_style), *self._chain(paragraph_style or self._default_paragraph))
        return next((style.font for style in chains if style.font), self._default_font)

    def is_hidden(self, run_style: str) -> bool:
        """Return whether a text with this style is not shown."""
        return any(style.is_hidden for style in self._chain(run_style))

    def _chain(self, style: str) -> list[Style]:
        """Return a style and the styles on which it is based."""
        chain: list[Style] = []
        while style in self._styles and len(chain) < _MAX_STYLE_CHAIN:
            chain.append(self._styles[style])
            style = chain[-1].parent
        return chain


def read_styles(events: Iterable[Event]) -> Styles:
    """Return the styles of the part `styles.xml`."""
    styles: dict[str, Style] = {}
    default_paragraph = default_font = identifier = ""
    style = Style()
    in_style = False
    for event in events:
        if isinstance(event, Start):
            value = event.attributes.get("w:val", "")
            match event.name:
                case "w:style":
                    in_style, style = True, Style()
                    identifier = event.attributes.get("w:styleId", "")
                    if event.attributes.get("w:type") == "paragraph" and is_on(event.attributes, "w:default"):
                        default_paragraph = identifier
                case "w:name":
                    style = style._replace(name=value.lower())
                case "w:basedOn":
                    style = style._replace(parent=value)
                case "w:vanish":
                    style = style._replace(is_hidden=is_on(event.attributes))
                case "w:rFonts":
                    style = style._replace(font=font_of(event.attributes))
                    if not in_style:
                        default_font = style.font
        elif isinstance(event, End) and event.name == "w:style":
            in_style = False
            styles[identifier] = style
    return Styles(styles, default_paragraph, default_font)


def font_of(attributes: Mapping[str, str]) -> str:
    """Return the font that an element `w:rFonts` sets for Latin letters, or "" for a font of the theme."""
    return attributes.get("w:ascii") or attributes.get("w:hAnsi") or ""


def is_on(attributes: Mapping[str, str], name: str = "w:val") -> bool:
    """Return whether a switch is on. Word writes a switch that is on as an element without a value."""
    default = "0" if name != "w:val" else "1"
    return attributes.get(name, default).lower() in ("1", "true", "on")

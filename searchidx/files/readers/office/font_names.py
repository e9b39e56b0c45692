"""Text in the fonts of TCVN3 and VNI, which show windows-1252 letters as Vietnamese ones, by their names.

The name of the font says how a text is read, so even a short text such as `Hµ Néi` is certain. In files
without names of fonts, the letters themselves are the evidence (`font_evidence`).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from analyzers.encodings.font_letters import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analyzers.encodings.font_letters import Font


class Piece(NamedTuple):
    """A part of a paragraph, and the name of its font, or "" if it is not known."""

    text: str
    font: str


class ConvertedText(NamedTuple):
    """A text, and the names of the fonts from which it was converted: "tcvn3 font", "vni font" or nothing."""

    text: str
    fonts: frozenset[str]


class _Kind(NamedTuple):
    """A kind of fonts, and whether they show small letters as capitals."""

    font: Font | None
    has_capitals: bool = False


def convert_by_name(pieces: Iterable[Piece]) -> ConvertedText:
    """Return the text of a paragraph, with Vietnamese letters for the text in fonts of TCVN3 and VNI.

    Capitals replace the small letters in a font whose name ends with H, such as `.VnTimeH`.
    """
    texts: list[str] = []
    names: set[str] = set()
    for kind, group in groupby(pieces, lambda piece: _kind(piece.font)):
        text = "".join(piece.text for piece in group)
        if kind.font is not None and _is_windows_1252(text):
            converted = kind.font.convert(text)
            converted = converted.upper() if kind.has_capitals else converted
            if converted != text:
                names.add(kind.font.name)
            text = converted
        texts.append(text)
    return ConvertedText("".join(texts), frozenset(names))


def _kind(font: str) -> _Kind:
    """Return the kind of a font with a name such as `.VnTime`, `.VnArialH` or `VNI-Times`."""
    tcvn3, vni = fonts()
    name = font.strip("'\" ").upper()
    if name.startswith(".VN"):
        return _Kind(tcvn3, has_capitals=name.endswith("H"))
    return _Kind(vni if name.startswith("VNI-") else None)


def _is_windows_1252(text: str) -> bool:
    """Return whether the fonts have all letters of a text. Programs show other letters in another font."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True

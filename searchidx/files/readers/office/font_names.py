"""Text in the fonts of TCVN3 and VNI, which show windows-1252 letters as Vietnamese ones, by their names.

The name of the font says how a text is read, so even a short text such as `Hµ Néi` is certain. In files
without names of fonts, the letters themselves are the evidence (`font_evidence`).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.encodings.legacy import decode_tcvn3, decode_vni

if TYPE_CHECKING:
    from collections.abc import Iterable

_TCVN3: Final = "tcvn3 font"
_TCVN3_CAPITALS: Final = "tcvn3 font, capitals"
_VNI: Final = "vni font"

_LATIN_1: Final = re.compile(r"[\t\n\x20-\x7e\xa0-\xff]+")
"""The characters that TCVN3 fonts replace. They show windows-1252 quotes and dashes as such."""


class Piece(NamedTuple):
    """A part of a paragraph, and the name of its font, or "" if it is not known."""

    text: str
    font: str


class ConvertedText(NamedTuple):
    """A text, and what it was converted from: "tcvn3 font", "vni font" or nothing."""

    text: str
    encodings: frozenset[str]


def convert_by_name(pieces: Iterable[Piece]) -> ConvertedText:
    """Return the text of a paragraph, with Vietnamese letters for the text in fonts of TCVN3 and VNI.

    Capitals replace the small letters in a font whose name ends with H, such as `.VnTimeH`.
    """
    texts: list[str] = []
    encodings: set[str] = set()
    for kind, group in groupby(pieces, lambda piece: _kind(piece.font)):
        text = "".join(piece.text for piece in group)
        converted = _convert(text, kind)
        if converted != text:
            encodings.add(kind.partition(",")[0])
        texts.append(converted)
    return ConvertedText("".join(texts), frozenset(encodings))


def _kind(font: str) -> str:
    """Return the kind of a font with a name: `.VnTime`, `.VnArialH`, `VNI-Times`, or "" for other fonts."""
    name = font.strip("'\" ").upper()
    if name.startswith(".VN"):
        return _TCVN3_CAPITALS if name.endswith("H") else _TCVN3
    return _VNI if name.startswith("VNI-") else ""


def _convert(text: str, kind: str) -> str:
    """Return a text in Vietnamese letters. A text with other letters than windows-1252 needs no conversion.

    A program shows such letters in another font, whatever the name of the font is.
    """
    if not kind or not _is_windows_1252(text):
        return text
    if kind == _VNI:
        return decode_vni(text.encode("cp1252"))
    converted = _LATIN_1.sub(lambda match: decode_tcvn3(match[0].encode("latin-1")), text)
    return converted.upper() if kind == _TCVN3_CAPITALS else converted


def _is_windows_1252(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True

"""Twenty articles in every encoding and as font letters in Unicode: each comes back letter for letter."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from analyzers import convert_font_text, decode
from tests.support import legacy_encoders
from tests.support.legacy_articles import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable

ENCODERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "utf-8": ("utf-8", lambda text: text.encode("utf-8")),
    "utf-8 with a mark": ("utf-8-sig", lambda text: text.encode("utf-8-sig")),
    "utf-16-le": ("utf-16-le", lambda text: text.encode("utf-16-le")),
    "utf-16-be with a mark": ("utf-16-be", lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be")),
    "utf-32-le with a mark": ("utf-32-le", lambda text: codecs.BOM_UTF32_LE + text.encode("utf-32-le")),
    "windows-1258": ("windows-1258", legacy_encoders.windows_1258),
    "viscii": ("viscii", legacy_encoders.viscii),
    "tcvn 5712 vn1": ("tcvn3", legacy_encoders.vn1),
    ".VnTime": ("tcvn3", legacy_encoders.vn3),
    "vni": ("vni", legacy_encoders.vni),
    "viqr with plain full stops": ("viqr", legacy_encoders.viqr),
    "viqr with escapes": ("viqr", lambda text: legacy_encoders.viqr(text, escapes=True)),
}
FONTS = {"tcvn3 font": legacy_encoders.vn3, "vni font": legacy_encoders.vni}
TITLES = [article.partition("\n")[0] for article in ARTICLES]


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("article", ARTICLES, ids=TITLES)
def test_bytes(article: str, encoder: str) -> None:
    """An article in any encoding is decoded exactly, and the encoding is named."""
    name, encode = ENCODERS[encoder]
    assert decode(encode(article)) == (article, name)


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("title", TITLES)
def test_bytes_of_a_title(title: str, encoder: str) -> None:
    """A title alone is enough to recognise the encoding."""
    name, encode = ENCODERS[encoder]
    assert decode(encode(title)) == (title, name)


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "cp1258"])
@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("article", ARTICLES, ids=TITLES)
def test_font_letters_in_unicode(article: str, font: str, codec: str) -> None:
    """An article whose bytes for a font were read as Western letters is converted exactly."""
    assert convert_font_text(FONTS[font](article).decode(codec)) == (article, font)


@pytest.mark.parametrize("font", FONTS)
def test_articles_in_unicode_between_articles_in_font_letters(font: str) -> None:
    """In a mixed text, only the paragraphs in font letters are converted."""
    mixed = [
        FONTS[font](article).decode("cp1252") if index % 2 else article
        for index, article in enumerate(ARTICLES)
    ]
    assert convert_font_text("\n".join(mixed)) == ("\n".join(ARTICLES), font)


@pytest.mark.parametrize("article", ARTICLES, ids=TITLES)
def test_proper_unicode_stays(article: str) -> None:
    """An article in proper Unicode is no font text."""
    assert convert_font_text(article) == (article, "")

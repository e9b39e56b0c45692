"""HTML entities in the text of an article: `Vi&#7879;t` becomes `Việt`, and `T&amp;T` becomes `T&T`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""An entity with its semicolon. Without one, `?id=1&copy=2` would become `?id=1©=2`."""

_LINE_BREAKS: Final = frozenset("\t\n\r")
"""Control characters that an entity may stand for. They are written as one space."""

_FORBIDDEN: Final = ("Cc", "Cs", "Cn")
"""Unicode's categories of control characters, surrogates, and codepoints without a character."""


def decode_entities(text: str) -> str:
    """Return the text with each known HTML entity decoded once, so `&amp;lt;` becomes `&lt;`.

    An entity for a line break or tab becomes a space. An entity that is unknown, or that stands for any other
    control character, for a surrogate or for no character, stays as it is.
    """
    return _ENTITY.sub(_characters, text) if "&" in text else text


def _characters(match: re.Match[str]) -> str:
    import html  # imported here, because its table of names is large, and few texts have entities

    entity = match[0]
    characters = html.unescape(entity)
    if characters in _LINE_BREAKS:
        return " "
    is_decoded = characters not in ("", "\ufffd") and not characters.endswith(";", 1)
    is_allowed = all(unicodedata.category(character) not in _FORBIDDEN for character in characters)
    return characters if is_decoded and is_allowed else entity

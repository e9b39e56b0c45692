"""Do the keys of a table or an object belong to articles? If not, its file has one remark and no article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.keys import TEXT_KEYS, with_attribute_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchidx.files.readers.keys import Keys

_WEAK_KEYS: Final = frozenset(("abstract", "description", "excerpt", "summary"))
"""Keys of texts that do not make an article alone: feeds, settings and packages have them, too."""


def has_title_or_text(record: Mapping[str, Any], keys: Keys) -> bool:
    """Return whether a record has a key for the title or the text, which is known, common or named."""
    return "title" in with_attribute_names(record, keys).values or has_text(record, keys)


def has_text(record: Mapping[str, Any], keys: Keys) -> bool:
    """Return whether a record has a key for the text of an article, which is known, common or named."""
    keyed = with_attribute_names(record, keys)
    is_weak = dict(keyed.guessed).get("body", "").lower() in _WEAK_KEYS
    return not is_weak and any(key in keyed.values for key in TEXT_KEYS)

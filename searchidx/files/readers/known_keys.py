"""Do the keys of a table or an object belong to articles? A file of other things is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.keys import TEXT_KEYS, with_attribute_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from searchidx.files.readers.keys import Keys

_WEAK_KEYS: Final = frozenset(("abstract", "description", "excerpt", "summary"))
"""Keys of texts that do not make an article alone: feeds, settings and packages have them, too."""

_SHOWN_KEYS: Final = 3
"""The number of keys that are shown."""

_SHOWN_CHARACTERS: Final = 30
"""The number of characters of each key that are shown."""


def has_title_or_text(record: Mapping[str, Any], keys: Keys) -> bool:
    """Return whether a record has a key for the title or the text, which is known, common or named."""
    return "title" in with_attribute_names(record, keys).values or has_text(record, keys)


def has_text(record: Mapping[str, Any], keys: Keys) -> bool:
    """Return whether a record has a key for the text of an article, which is known, common or named."""
    keyed = with_attribute_names(record, keys)
    is_weak = dict(keyed.guessed).get("body", "").lower() in _WEAK_KEYS
    return not is_weak and any(key in keyed.values for key in TEXT_KEYS)


def shown_keys(names: Iterable[str]) -> str:
    """Return the first keys in quotation marks, shortened."""
    listed = list(names)
    shown = [
        f'"{name[:_SHOWN_CHARACTERS]}…"' if len(name) > _SHOWN_CHARACTERS else f'"{name}"'
        for name in listed[:_SHOWN_KEYS]
    ]
    return ", ".join(shown + ["…"] * (len(listed) > _SHOWN_KEYS))

"""Do the keys of a table or an object belong to articles? Files of other things are told once, not by record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.keys import TEXT_KEYS, with_attribute_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from searchidx.files.readers.keys import Keys

_WEAK_KEY: Final = "description"
"""A key that alone does not make an article: settings and packages have a description, too."""

_SHOWN_KEYS: Final = 3
"""The number of keys that are shown."""

_SHOWN_CHARACTERS: Final = 30
"""The number of characters of each key that are shown."""


def has_article_keys(record: Mapping[str, Any], keys: Keys) -> bool:
    """Return whether a record has a key for the title or the text: a known, a common or a named one."""
    keyed = with_attribute_names(record, keys)
    if "title" in keyed.values:
        return True
    guessed = dict(keyed.guessed)
    return any(key in keyed.values for key in TEXT_KEYS) and guessed.get("body") != _WEAK_KEY


def shown_keys(names: Iterable[str]) -> str:
    """Return the first keys in quotation marks, shortened."""
    listed = list(names)
    shown = [
        f'"{name[:_SHOWN_CHARACTERS]}…"' if len(name) > _SHOWN_CHARACTERS else f'"{name}"'
        for name in listed[:_SHOWN_KEYS]
    ]
    return ", ".join(shown + ["…"] * (len(listed) > _SHOWN_KEYS))

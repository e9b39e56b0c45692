"""The names of the keyword fields that an index has of its own: which are allowed, and how are they kept?

They are part of the metadata of the index, as one text in which commas separate them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from analyzers.composition import nfc
from searchidx import schema
from searchidx.errors import SearchError
from searchidx.keyword_values import KEYWORD_FIELDS
from searchidx.model import Unit
from searchidx.query.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

METADATA_NAME: Final = "keywords"
"""The name of the keyword fields in the metadata of an index."""

_NAME: Final = re.compile(r"[^\W\d_][\w-]{0,59}")
"""A letter, and up to 59 more letters, digits, hyphens and underscores."""

_LAYER_ENDINGS: Final = ("_values", "_folded", "_words", "_pairs")
"""The endings of the names of index fields."""


def own_keywords(names: Iterable[str]) -> tuple[str, ...]:
    """Return the keyword fields that an index with these keyword fields has of its own, in ascending order.

    The keyword fields that every index has are left out. Raises SearchError for a name that is no small
    letter followed by small letters, digits, hyphens and underscores, or that is another field.
    """
    given = [names] if isinstance(names, str) else names
    own = sorted(set(map(nfc, given)).difference(KEYWORD_FIELDS))
    taken = {*FIELDS, *get_args(Unit), *(spec.name for spec in schema.fields())}
    for name in own:
        if not _NAME.fullmatch(name) or name != name.lower():
            raise SearchError(
                f"{name!r} cannot be the name of a keyword field. Use a small letter, followed by small "
                "letters, digits, hyphens and underscores."
            )
        if name in taken:
            raise SearchError(f"{name!r} is another field already. Give the keyword field another name.")
        if name.endswith(_LAYER_ENDINGS):
            raise SearchError(
                f"{name!r} cannot be the name of a keyword field, because the fields of an index end with "
                f"{', '.join(_LAYER_ENDINGS)}. Give the keyword field another name."
            )
    return tuple(own)


def stored_keywords(metadata: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keyword fields that an index has of its own, from its metadata."""
    names = metadata.get(METADATA_NAME)
    return tuple(names.split(",")) if names else ()

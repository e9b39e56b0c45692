"""May the results of a correction be shown instead of the results of the query as typed?

A correction is *carried over* if only bare words change, and if clearly more documents match the corrected
query completely. Both conditions are the same on every page of results.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.query.tree import Group, Word

if TYPE_CHECKING:
    from searchidx.query.tree import Node, Query

_MIN_COMPLETE_MATCHES: Final = 10
"""The least number of complete matches of a correction that is carried over."""

_MIN_COMPLETE_RATIO: Final = 20
"""The least ratio of the complete matches of the correction to those of the query as typed."""


def has_clearly_more(corrected_complete: int, typed_complete: int) -> bool:
    """Return whether a correction has clearly more complete matches than the query as typed."""
    return corrected_complete >= max(_MIN_COMPLETE_MATCHES, _MIN_COMPLETE_RATIO * typed_complete)


def differ_only_in_bare_words(typed: Query, corrected: Query) -> bool:
    """Return whether two queries have equal texts except for their bare words and for white space.

    A bare word has no quotes, sign, operator or field. Everything else keeps the meaning that was typed.
    """
    return _without_bare_words(typed) == _without_bare_words(corrected)


def _without_bare_words(query: Query) -> list[str]:
    """Return what is left of the text of a query between white space when its bare words are taken out."""
    text = query.text
    for word in reversed(_bare_words(query.root)):
        text = f"{text[: word.start]} {text[word.end :]}"
    return text.split()


def _bare_words(root: Node | None) -> list[Word]:
    """Return the bare words of a tree in the order of the query."""
    clauses = root.wanted if isinstance(root, Group) else (root,)
    return [clause for clause in clauses if isinstance(clause, Word) and clause.field is None]

"""May the results of a correction be shown instead of the results of the query as typed?

A correction is *carried over* if all of these conditions hold. They are the same on every page of results.

- Only bare words change.
- Clearly more documents match the corrected query completely.
- Around each change, documents contain the corrected words side by side. Otherwise the syllables of a
  frequent word may replace those of a rare name: nobody writes `phan xi măng` for `phan xi păng`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.query.tree import Group, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.model import Suggestion
    from searchidx.query.tree import Node, Query
    from searchidx.suggest.query_parts import QueryPart, Replacement

_MIN_COMPLETE_MATCHES: Final = 10
"""The least number of complete matches of a correction that is carried over."""

_MIN_COMPLETE_RATIO: Final = 20
"""The least ratio of the complete matches of the correction to those of the query as typed."""


_PHRASE_SYLLABLES: Final = 3
"""The number of syllables around a change that documents must contain side by side."""


class ChangedPhrase(NamedTuple):
    """Some syllables of a query around a change, as typed and as corrected."""

    typed: str
    corrected: str


class Correction(NamedTuple):
    """A corrected query, and the phrases that decide whether its results may be shown."""

    suggestion: Suggestion
    phrases: tuple[ChangedPhrase, ...] = ()


def changed_phrases(parts: Sequence[QueryPart], changes: Sequence[Replacement]) -> list[ChangedPhrase]:
    """Return a phrase around each change of a stretch, if the stretch has more syllables than one word."""
    if len(parts) < _PHRASE_SYLLABLES:
        return []
    terms = {part.start: term for part, term in changes}
    phrases = []
    for index, part in enumerate(parts):
        if part.start in terms:
            first = max(0, min(index - 1, len(parts) - _PHRASE_SYLLABLES))
            around = parts[first : first + _PHRASE_SYLLABLES]
            typed = " ".join([part.term for part in around])
            phrases.append(
                ChangedPhrase(typed, " ".join([terms.get(part.start, part.term) for part in around]))
            )
    return phrases


def is_clearly_meant(corrected_documents: int, typed_documents: int) -> bool:
    """Return whether documents contain a corrected phrase, and clearly more than the phrase as typed."""
    return corrected_documents > _MIN_COMPLETE_RATIO * typed_documents


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

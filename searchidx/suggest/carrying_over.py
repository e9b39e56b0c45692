"""May the results of a correction be shown instead of the results of the query as typed?

A correction is *carried over* if all of these conditions hold. They are the same on every page of results.

- Only bare words change.
- Clearly more documents match the corrected query completely.
- Around each change of the spelling, documents contain the corrected words side by side. Otherwise the
  syllables of a frequent word may replace those of a rare name: nobody writes `phan xi măng` for `phan xi
  păng`. Decoded keys of Telex or VNI are not compared with the corpus in this way.
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
"""The least ratio of the complete matches of the correction to those of the query as typed.

It applies to a query with fewer than `_MIN_COMPLETE_MATCHES` complete matches.
"""

_MIN_RATIO_OF_MANY: Final = 2
"""The least ratio of these complete matches for any other query."""

_DOCUMENTS_PER_COMMON_SLIP: Final = 100
"""A query is not corrected if more than one document in this number of documents matches it completely."""

_PHRASE_PARTS: Final = 3
"""The number of parts around a change that documents must contain side by side."""


class ChangedPhrase(NamedTuple):
    """Some syllables of a query around a change, as typed and as corrected."""

    typed: str
    corrected: str


class Correction(NamedTuple):
    """A corrected query, and the phrases that decide whether its results may be shown."""

    suggestion: Suggestion
    phrases: tuple[ChangedPhrase, ...] = ()


def changed_phrases(parts: Sequence[QueryPart], changes: Sequence[Replacement]) -> list[ChangedPhrase]:
    """Return the phrase of up to `_PHRASE_PARTS` parts around each change of a stretch.

    There is none if the corrected stretch is a single syllable.
    """
    terms = [part.term for part in parts]
    corrections = {part.start: term for part, term in changes}
    corrected = [corrections.get(part.start, part.term) for part in parts]
    phrases = []
    for index, part in enumerate(parts):
        first = max(0, min(index - 1, len(parts) - _PHRASE_PARTS))
        around = slice(first, first + _PHRASE_PARTS)
        phrase = ChangedPhrase(" ".join(terms[around]), " ".join(corrected[around]))
        if part.start in corrections and " " in phrase.corrected:
            phrases.append(phrase)
    return phrases


def may_be_common_slip(complete: int, documents: int) -> bool:
    """Return whether a query may be misspelt although some documents match it completely.

    Some documents have the common misspelling, too. In others, the syllables may occur far from each other.
    """
    return complete * _DOCUMENTS_PER_COMMON_SLIP <= documents


def has_clearly_more(corrected_complete: int, typed_complete: int) -> bool:
    """Return whether a correction has clearly more complete matches than the query as typed.

    If the query as typed has many complete matches, they may be accidental, and `is_clearly_meant` decides.
    """
    ratio = _MIN_COMPLETE_RATIO if typed_complete < _MIN_COMPLETE_MATCHES else _MIN_RATIO_OF_MANY
    return corrected_complete >= max(_MIN_COMPLETE_MATCHES, ratio * typed_complete)


def is_clearly_meant(corrected_documents: int, typed_documents: int, typed_complete: int) -> bool:
    """Return whether documents contain a corrected phrase, and clearly more than the phrase as typed.

    At least `_MIN_COMPLETE_MATCHES` must contain it if this number of documents match the query as typed.
    """
    least = _MIN_COMPLETE_MATCHES if typed_complete >= _MIN_COMPLETE_MATCHES else 1
    return corrected_documents >= max(least, _MIN_COMPLETE_RATIO * typed_documents)


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

"""Misspellings: syllables that the corpus has only in another spelling between the same neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from analyzers.orthography import is_syllable, unmarked_syllables
from searchidx.suggest.context import context_of, neighbour_terms
from searchidx.suggest.query_parts import Replacement, with_term
from searchidx.suggest.slips import is_similar, letter_slips, near_syllables, split_in_two

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.suggest.context import Context
    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart

_MIN_RATIO: Final = 50
"""A correction needs this many times as much support as what was typed."""

_MIN_LEAD: Final = 3
"""The best correction needs this many times as much support as the next one."""

_EXTRA_MARK_RATIO: Final = 6
"""A correction that changes one mark besides needs this many times as much support."""

_MIN_WORD_DOCUMENTS: Final = 3
"""The documents that the corrected word needs, where what was typed is a possible syllable."""

_MIN_FOREIGN_LETTERS: Final = 6
"""A shorter word of another language is not corrected."""

_UNSEEN_DOCUMENTS: Final = 1
"""Documents that the corpus does not have yet; a syllable may be in its share of them."""

_DOCUMENTS_PER_RARE_SYLLABLE: Final = 10_000
"""A syllable is hardly in use if no more than one in this many documents has it."""

_DOCUMENTS_ALONE: Final = 50
"""Without neighbours, this many documents with a syllable support it as much as one does beside them."""

_MAX_SIMILAR_TERMS: Final = 200
"""Terms of the corpus that a foreign word is compared with: the most frequent ones with its beginning."""

_COMMON_LETTERS: Final = 3
"""Letters that a foreign word and its correction begin with."""

_MIN_BARE_SUPPORT: Final = 2
"""The support that a correction of a word without accents needs at least."""


def correct_spelling(parts: Sequence[QueryPart], evidence: Evidence) -> list[Replacement]:
    """Return the corrections of a stretch, in order; each one counts as typed for the parts that follow."""
    corrections = []
    for index, part in enumerate(parts):
        if part.fixed or len(part.term) < 2 or _is_meant(parts, index, evidence):
            continue
        term = _correction(context_of(parts, index, evidence), evidence)
        if term is not None:
            corrections.append(Replacement(part, term))
            parts = with_term(parts, index, term)
    return corrections


def _is_meant(parts: Sequence[QueryPart], index: int, evidence: Evidence) -> bool:
    """Whether a syllable makes a word with a neighbour as typed: most do, so this is asked first.

    A syllable without accents is left alone too: whether they are missing is decided in `accents.py`.
    """
    left, term, right = ["", *neighbour_terms(parts), ""][index : index + 3]
    if term.isascii() and term in unmarked_syllables():
        return True
    makes_word = (left and evidence.word_documents(left, term)) or (
        right and evidence.word_documents(term, right)
    )
    return bool(makes_word) and is_syllable(term)


def _correction(context: Context, evidence: Evidence) -> str | None:
    if is_syllable(context.term):
        if context.is_established(evidence):
            return None
        return _with_other_accents(context, evidence) or _with_other_letter(context, evidence)
    if context.term.isascii():
        return _unaccented_syllable(context, evidence) or _foreign_word(context, evidence)
    return _possible_syllable(context, evidence)


def _with_other_accents(context: Context, evidence: Evidence) -> str | None:
    """Another accentuation of a possible syllable that makes a word, which it hardly ever does as typed."""
    # Beside the neighbours as they were typed.
    context = context._replace(left=context.left[:1], right=context.right[:1])
    twins = i_y_variants(context.term)
    documents = {
        spelling: context.word_documents(spelling, evidence)
        for spelling in accentuations(folded_term(context.term))
        if spelling not in twins
    }
    documents = {spelling: count for spelling, count in documents.items() if count}
    if not documents:
        return None
    pair_documents = context.pair_documents(context.term, evidence)
    best = _clear_winner(documents, min_word_documents(context.term, pair_documents, evidence))
    if best is None:
        return None
    # Where another letter makes a more frequent word, it is not clear which of the two was meant.
    rivals = near_syllables(context.term, 0)
    return (
        best if all(context.word_documents(rival, evidence) <= documents[best] for rival in rivals) else None
    )


def min_word_documents(term: str, pair_documents: int, evidence: Evidence) -> float:
    """Return how many documents a word needs that was meant by a syllable in other accents.

    `term` is the syllable as typed, which stands beside its neighbours in `pair_documents`. In documents that
    are not in the corpus yet it may stand there too, as often as this is the spelling of its letters
    elsewhere.
    """
    spellings = {term, *accentuations(folded_term(term))}
    share = evidence.syllable_documents(term) / max(1, sum(map(evidence.syllable_documents, spellings)))
    return max(_MIN_WORD_DOCUMENTS, _MIN_RATIO * (pair_documents + _UNSEEN_DOCUMENTS * share))


def _with_other_letter(context: Context, evidence: Evidence) -> str | None:
    """A syllable one slip away that makes a word, for a possible syllable that hardly any document has."""
    typed_documents = evidence.syllable_documents(context.term)
    if typed_documents * _DOCUMENTS_PER_RARE_SYLLABLE > evidence.document_count():
        return None
    documents = {
        spelling: context.word_documents(spelling, evidence) for spelling in near_syllables(context.term, 0)
    }
    return _clear_winner(documents, max(_MIN_WORD_DOCUMENTS, _MIN_RATIO * typed_documents))


def _possible_syllable(context: Context, evidence: Evidence) -> str | None:
    """The syllable, or the two, that an impossible one with accents was meant as."""
    divided = {
        f"{left} {right}": evidence.word_documents(left, right) for left, right in split_in_two(context.term)
    }
    if context.is_empty:
        typed_documents = evidence.syllable_documents(context.term)
    else:
        typed_documents = context.pair_documents(context.term, evidence)
    min_support = max(1, _MIN_RATIO * typed_documents)
    for extra_marks in (0, 1):
        support: dict[str, float] = {
            spelling: evidence.syllable_documents(spelling) / _DOCUMENTS_ALONE
            if context.is_empty
            else context.pair_documents(spelling, evidence)
            for spelling in near_syllables(context.term, extra_marks)
        }
        best = _clear_winner(support | divided, min_support * _EXTRA_MARK_RATIO**extra_marks)
        if best is not None:
            return best
    return None


def _unaccented_syllable(context: Context, evidence: Evidence) -> str | None:
    """The syllable without accents with two letters exchanged or one not doubled: few foreign words are so
    near.
    """
    support = {
        syllable: sum(context.pair_documents(spelling, evidence) for spelling in evidence.spellings(syllable))
        for syllable in sorted(letter_slips(context.term) & unmarked_syllables())
    }
    typed_documents = evidence.syllable_documents(context.term)
    return _clear_winner(support, max(_MIN_BARE_SUPPORT, _MIN_RATIO * typed_documents))


def _foreign_word(context: Context, evidence: Evidence) -> str | None:
    """The term of the corpus that a long word nobody wrote was meant as, beside its neighbours if any."""
    if len(context.term) < _MIN_FOREIGN_LETTERS or evidence.syllable_documents(context.term):
        return None
    support = {
        term: evidence.syllable_documents(term) // _MIN_WORD_DOCUMENTS
        if context.is_empty
        else context.pair_documents(term, evidence)
        for term in evidence.terms_with_prefix(context.term[:_COMMON_LETTERS], _MAX_SIMILAR_TERMS)
        if is_similar(context.term, term)
    }
    return _clear_winner(support, _MIN_BARE_SUPPORT)


def _clear_winner(support: Mapping[str, float], min_support: float) -> str | None:
    """The term with clearly the most support, if that is enough."""
    if not support:
        return None
    ranked = sorted(support, key=lambda term: (-support[term], term))
    best_support = support[ranked[0]]
    next_support = support[ranked[1]] if len(ranked) > 1 else 0
    is_clear = best_support >= min_support and best_support >= _MIN_LEAD * next_support
    return ranked[0] if is_clear else None

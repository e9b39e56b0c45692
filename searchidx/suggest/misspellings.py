"""Misspellings: syllables that the corpus spells differently next to the same neighbours.

The *support* of a correction is measured in documents. If the term has neighbours, the support is the sum of
the document frequencies of the pairs (or words) that the correction forms with them. Otherwise it is the
document frequency of the correction, divided by a constant, because this is weaker evidence. The support of
a correction to two syllables is the document frequency of the word that they form. A correction is made if
its support is large enough, and clearly larger than the support of any other correction. Three kinds of terms
are treated separately:

- possible syllables (`phóng`) get other accents, another letter, or the spelling of a word that writers
  confuse with them (`confusions`);
- impossible syllables with accents (`phnòg`, `côngan`) become a syllable one slip away, or two syllables;
- other terms in ASCII (`phnog`, `ronlado`) become an unaccented syllable, or a similar foreign word.

Unaccented syllables (`phong`) are left to `missing_accents.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from analyzers.orthography import is_syllable, unmarked_syllables
from searchidx.suggest.confusions import confused_syllable
from searchidx.suggest.context import context_of, neighbour_terms
from searchidx.suggest.foreign_words import foreign_pairs, similar_terms, terms_of_sound
from searchidx.suggest.query_parts import Replacement, with_term
from searchidx.suggest.slips import letter_slips, near_syllables, split_in_two
from searchidx.suggest.support import (
    DOCUMENTS_PER_RARE_TERM,
    EXTRA_MARK_RATIO,
    FOREIGN_DOCUMENTS_PER_SUPPORT,
    MIN_SUPPORT_RATIO,
    SYLLABLE_DOCUMENTS_PER_SUPPORT,
    clear_winner,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.context import Context
    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart

_MIN_WORD_DOCUMENTS: Final = 3
"""The least number of documents in which a correction of a possible syllable must form a word."""

_MIN_FOREIGN_LETTERS: Final = 6
"""A foreign word with fewer letters is not corrected."""

_UNSEEN_DOCUMENTS: Final = 1
"""The assumed number of further documents with the neighbours of a term and some spelling of the term."""

_SAME_SOUND_RATIO: Final = 20
"""The least ratio of the documents with a term of the same sound to those with the foreign word as typed."""

_MIN_SAME_SOUND: Final = 20
"""The least number of documents with a term of the same sound that replaces a word that some document has."""

_MIN_ASCII_SUPPORT: Final = 2
"""A correction of a term in ASCII needs at least this much support."""


def correct_spelling(parts: Sequence[QueryPart], evidence: Evidence) -> list[Replacement]:
    """Return a replacement for each misspelt part of a stretch, in the order of the parts.

    Parts are corrected from left to right. The context of a part contains the corrections on its left.
    """
    corrections = []
    for index, part in enumerate(parts):
        if part.fixed or len(part.term) < 2 or _is_left_alone(parts, index, evidence):
            continue
        context = context_of(parts, index, evidence)
        term = _correction(context, evidence) or confused_syllable(parts, index, context, evidence)
        if term is not None:
            corrections.append(Replacement(part, term))
            parts = with_term(parts, index, term)
    return corrections


def _is_left_alone(parts: Sequence[QueryPart], index: int, evidence: Evidence) -> bool:
    """Return whether the part at `index` needs no correction, without the cost of making its context.

    A syllable is left alone if it forms a word with a neighbour, as most syllables do. An unaccented syllable
    is always left alone, because `missing_accents.py` decides about its accents.
    """
    left, term, right = ["", *neighbour_terms(parts), ""][index : index + 3]
    if term.isascii() and term in unmarked_syllables():
        return True
    makes_word = (left and evidence.word_documents(left, term)) or (
        right and evidence.word_documents(term, right)
    )
    return bool(makes_word) and is_syllable(term)


def _correction(context: Context, evidence: Evidence) -> str | None:
    """Return the correction of a term, or None if the term was probably meant or no correction is clear."""
    if is_syllable(context.term):
        if context.is_established(evidence):
            return None
        return _with_other_accents(context, evidence) or _with_other_letter(context, evidence)
    if context.term.isascii():
        return _unaccented_syllable(context, evidence) or _foreign_word(context, evidence)
    return _possible_syllable(context, evidence)


def _with_other_accents(context: Context, evidence: Evidence) -> str | None:
    """Return another accentuation of a possible syllable that forms a word with a neighbour.

    The typed syllable must hardly ever occur next to its neighbours. Only pairs and words with the typed
    spelling of a neighbour are counted.
    """
    context = context._replace(left=context.left[:1], right=context.right[:1])
    twins = i_y_variants(context.term)
    support = {
        spelling: context.word_documents(spelling, evidence)
        for spelling in accentuations(folded_term(context.term))
        if spelling not in twins
    }
    support = {spelling: documents for spelling, documents in support.items() if documents}
    if not support:
        return None
    pair_documents = context.pair_documents(context.term, evidence)
    best = clear_winner(support, min_correction_documents(context.term, pair_documents, evidence))
    if best is None:
        return None
    # If a syllable one slip away forms a more frequent word, it is not clear which of the two was meant.
    rivals = near_syllables(context.term, 0)
    return best if all(context.word_documents(rival, evidence) <= support[best] for rival in rivals) else None


def min_correction_documents(term: str, pair_documents: int, evidence: Evidence) -> float:
    """Return the number of documents that must contain a correction before a syllable gets other accents.

    `term` is the typed syllable, and `pair_documents` the number of documents that contain it next to its
    neighbours. The result is `MIN_SUPPORT_RATIO` * (`pair_documents` + `_UNSEEN_DOCUMENTS` * share), but
    at least `_MIN_WORD_DOCUMENTS`. The share is the document frequency of the typed spelling, divided by the
    sum of the document frequencies of all accentuations of its letters. A frequent typed syllable is thus not
    corrected only because the corpus happens to lack it next to these neighbours.
    """
    spellings = {term, *accentuations(folded_term(term))}
    share = evidence.syllable_documents(term) / max(1, sum(map(evidence.syllable_documents, spellings)))
    return max(_MIN_WORD_DOCUMENTS, MIN_SUPPORT_RATIO * (pair_documents + _UNSEEN_DOCUMENTS * share))


def _with_other_letter(context: Context, evidence: Evidence) -> str | None:
    """Return a syllable one slip away that forms a word with a neighbour, if the typed syllable is rare."""
    typed_documents = evidence.syllable_documents(context.term)
    if typed_documents * DOCUMENTS_PER_RARE_TERM > evidence.document_count():
        return None
    support = {
        spelling: context.word_documents(spelling, evidence) for spelling in near_syllables(context.term, 0)
    }
    return clear_winner(support, max(_MIN_WORD_DOCUMENTS, MIN_SUPPORT_RATIO * typed_documents))


def _possible_syllable(context: Context, evidence: Evidence) -> str | None:
    """Return the correction of an impossible accented syllable: one syllable, or two with a blank."""
    divided = {
        f"{left} {right}": evidence.word_documents(left, right) for left, right in split_in_two(context.term)
    }
    if context.is_empty:
        typed_documents = evidence.syllable_documents(context.term)
    else:
        typed_documents = context.pair_documents(context.term, evidence)
    min_support = max(1, MIN_SUPPORT_RATIO * typed_documents)
    for extra_marks in (0, 1):
        support: dict[str, float] = {
            spelling: evidence.syllable_documents(spelling) / SYLLABLE_DOCUMENTS_PER_SUPPORT
            if context.is_empty
            else context.pair_documents(spelling, evidence)
            for spelling in near_syllables(context.term, extra_marks)
        }
        best = clear_winner(support | divided, min_support * EXTRA_MARK_RATIO**extra_marks)
        if best is not None:
            return best
    return None


def _unaccented_syllable(context: Context, evidence: Evidence) -> str | None:
    """Return the unaccented syllable that results from exchanging two letters or undoubling one.

    Only these two slips are tried, because more of them would turn foreign words into syllables.
    """
    support = {
        syllable: sum(context.pair_documents(spelling, evidence) for spelling in evidence.spellings(syllable))
        for syllable in sorted(letter_slips(context.term) & unmarked_syllables())
    }
    typed_documents = evidence.syllable_documents(context.term)
    return clear_winner(support, max(_MIN_ASCII_SUPPORT, MIN_SUPPORT_RATIO * typed_documents))


def _foreign_word(context: Context, evidence: Evidence) -> str | None:
    """Return a similar term of the corpus for a long foreign word that no document contains, or two terms.

    The term must occur next to the neighbours, if there are any. If some documents contain the word, it is
    only replaced by a far more frequent term of the same sound.
    """
    if len(context.term) < _MIN_FOREIGN_LETTERS:
        return None
    typed_documents = evidence.syllable_documents(context.term)
    if typed_documents:
        return _same_sound(context, typed_documents, evidence)
    support = {
        term: evidence.syllable_documents(term) // FOREIGN_DOCUMENTS_PER_SUPPORT
        if context.is_empty
        else context.pair_documents(term, evidence)
        for term in similar_terms(context.term, evidence)
    }
    support |= {
        pair: evidence.pair_documents(*pair.split(" ")) for pair in foreign_pairs(context.term, evidence)
    }
    return clear_winner(support, _MIN_ASCII_SUPPORT)


def _same_sound(context: Context, typed_documents: int, evidence: Evidence) -> str | None:
    """Return the spelling of a foreign word that far more documents have, if one is clearly most frequent.

    Next to neighbours, the pairs with the neighbours are counted.
    """
    same = terms_of_sound(context.term, evidence)
    if context.is_empty:
        support = {term: evidence.syllable_documents(term) for term in same}
    else:
        typed_documents = context.pair_documents(context.term, evidence)
        support = {term: context.pair_documents(term, evidence) for term in same}
    return clear_winner(support, max(_MIN_SAME_SOUND, _SAME_SOUND_RATIO * typed_documents))

"""From an article to the plan that finds related articles, with the words of the whole article as the query.

`telling_words.py` finds the words that tell most about the article. A document is related if it shares enough
of them, and related documents are ranked by the words that they share. Words weigh by the square of their
inverse document frequency, as in the cosine of two vectors of tf * idf (Salton and Buckley, "Term-weighting
approaches in automatic text retrieval", 1988): once for the article, once for the document.

The plan has no rescoring. On a collection of events, passages gained less than 0.002 of nDCG@10, pairs gained
nothing, and similarity to the best document lost up to 0.007.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, Pattern, Plan, Signal, Term, WeightedTerm
from searchidx.planning.constants import Scoring
from searchidx.planning.telling_words import telling_words
from searchidx.planning.terms import exact_alternatives, query_syllables
from searchidx.schema import TEXT_FIELDS, layers
from searchidx.unaccented_articles import IS_UNACCENTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.engines.plan import Condition
    from searchidx.model import Document
    from searchidx.planning.telling_words import TellingWord

DECISIVE_WORDS: Final = 12
"""The number of most telling words that decide whether a document is related. They are also marked."""

MIN_SHARED_WEIGHT: Final = 0.2
"""The share of the weight of the decisive words that a related document must contain.

With more, articles on one event are missed. With less, articles on anything have relatives.
"""

SATURATION: Final = 2.5
"""The constant k1 of the signals. It is greater than in searches, because the query is a whole article."""


class _Evidence(NamedTuple):
    """A telling word, and the terms whose occurrences are occurrences of the word, with their weights."""

    word: TellingWord
    terms: tuple[WeightedTerm, ...]


def similar_plan(document: Document, index: TermStatistics) -> Plan:
    """Return the plan that finds the documents of an index that are related to a document.

    The document need not be in the index. If it is, the plan finds it, too, and so it finds its copies. An
    empty document has a plan that matches nothing. If the document is unaccented, its accents are restored
    first. The plan has no partial matches.
    """
    scoring = Scoring()
    has_unaccented = any(map(index.document_frequency, IS_UNACCENTED.terms))
    evidence = [_Evidence(word, _terms(word.term, scoring)) for word in telling_words(document, index)]
    decisive = evidence[:DECISIVE_WORDS]
    if has_unaccented:
        decisive = [_with_unaccented_terms(each, scoring, index) for each in decisive]
        evidence[:DECISIVE_WORDS] = decisive
    return Plan(
        complete=weighs_enough(decisive, MIN_SHARED_WEIGHT * sum([word.weight for word, _ in decisive])),
        k1=SATURATION,
        b=scoring.b,
        tiered=False,
        signals=tuple([Signal(word.term, terms, _signal_weight(word)) for word, terms in evidence]),
        patterns=tuple([_pattern(word, part) for part, (word, _) in enumerate(decisive)]),
    )


def _terms(word: str, scoring: Scoring) -> tuple[WeightedTerm, ...]:
    """Return the terms of a word in titles and bodies."""
    return tuple(
        [WeightedTerm(Term(layers(name).words, word), scoring.field_weight(name)) for name in TEXT_FIELDS]
    )


def _with_unaccented_terms(evidence: _Evidence, scoring: Scoring, index: TermStatistics) -> _Evidence:
    """Add the terms by which unaccented articles have a word, which pyvi does not find in such articles."""
    pair = _rarest_unaccented_pair(evidence.word.term, index)
    if not pair:
        return evidence
    unaccented = [
        WeightedTerm(Term(layers(name).pairs, pair), scoring.field_weight(name)) for name in TEXT_FIELDS
    ]
    return evidence._replace(terms=(*evidence.terms, *unaccented))


def _rarest_unaccented_pair(word: str, index: TermStatistics) -> str:
    """Return the rarest pair of neighbouring syllables of a word without their accents, or "".

    The result is "" for a word of one syllable, which could be another word in accented articles: `hoa` for
    `hóa`. It is also "" for a word without accents, and for a word that no body has without its accents.
    """
    folded = [folded_term(syllable) for syllable in word.split("_")]
    pairs = [" ".join(pair) for pair in pairwise(folded)] if "_".join(folded) != word else []
    frequencies = index.document_frequencies(layers("body").pairs, pairs)
    known = [(frequency, pair) for frequency, pair in zip(frequencies, pairs, strict=True) if frequency]
    return min(known)[1] if len(known) == len(pairs) and known else ""


def weighs_enough(evidence: Sequence[_Evidence], needed: float) -> Condition:
    """Return the condition that the words that a document has weigh at least `needed` together.

    `evidence` has n words, and the result has at most 2 ** n conditions. Each word either suffices alone, or
    needs a share of the words after it.
    """
    enough: list[Term] = []
    options: list[Condition] = []
    rest_weight = sum([word.weight for word, _ in evidence])
    for number, (word, weighted_terms) in enumerate(evidence):
        if rest_weight < needed:
            break
        terms = [term for term, _ in weighted_terms]
        if word.weight >= needed:
            enough += terms
        else:
            rest = weighs_enough(evidence[number + 1 :], needed - word.weight)
            options.append(AllOf((AnyTerm(tuple(terms)), rest)))
        rest_weight -= word.weight
    return AnyOf((*([AnyTerm(tuple(enough))] if enough else []), *options))


def _signal_weight(word: TellingWord) -> float:
    return word.weight * word.idf * (SATURATION + 1)


def _pattern(word: TellingWord, part: int) -> Pattern:
    """Return the pattern that marks a word, which may be a code of several syllables."""
    syllables = query_syllables(word.term.replace("_", " "))
    tokens = tuple([exact_alternatives(syllable.exact) for syllable in syllables])
    return Pattern(tokens, TEXT_FIELDS, _signal_weight(word), part=part)

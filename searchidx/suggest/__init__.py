"""Did you mean: keyboard slips, misspellings and missing accents, as far as the corpus itself shows them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from analyzers.orthography import is_syllable, unmarked_syllables
from searchidx.errors import QuerySyntaxError
from searchidx.model import Suggestion
from searchidx.planning.accents.spellings import likely_spellings, missing_accents_share
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.suggest.evidence import Evidence
from searchidx.suggest.keyboard import decoded
from searchidx.suggest.rewrite import parts, rewritten
from searchidx.suggest.spelling import corrections, least_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.model import Hit
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.stretches import AnalyzedQuery
    from searchidx.suggest.rewrite import Part

__all__ = ["passages", "suggest"]

_MOST_SYLLABLES: Final = 40
"""A longer query is a pasted text."""

_SURE: Final = 0.9
"""Probability that each accentuation of a suggestion has to have."""

_LIKELIER: Final = 0.5
"""The same where no pair of neighbours was ever found in other accents."""

_FEW: Final = 2
_OFTEN: Final = 50
"""A pair that more than a few documents have bare has to be so many times as frequent with accents."""

_SURE_ALONE: Final = 0.97
"""The same for a query of one syllable."""


def suggest(query: AnalyzedQuery, lexicon: TermStatistics, passages: Sequence[str] = ()) -> Suggestion | None:
    """Return a way to write the query that the corpus supports clearly better, or None.

    `passages` are the stretches of the best documents for the query where its words stand (their titles
    and snippets); with them accents are restored in twice as many queries. The kind is that of the first
    slip found: "keyboard", "spelling", else "accents". All but the words in question stays as typed.
    """
    runs = parts(query)
    if not 0 < sum(map(len, runs)) <= _MOST_SYLLABLES:
        return None
    evidence = Evidence(lexicon, passages)
    evidence.look_for(_syllables(runs))
    for kind, step in (("keyboard", _decoded), ("spelling", _corrected)):
        text = step(query.query.text, runs, evidence)
        if text != query.query.text:
            return _suggestion(_accented_again(text, evidence), kind)
    text = _accented(query.query.text, runs, evidence)
    return None if text == query.query.text else _suggestion(text, "accents")


def _syllables(runs: Sequence[Sequence[Part]]) -> set[str]:
    return {part.syllable.folded for run in runs for part in run}


def _decoded(text: str, runs: Sequence[Sequence[Part]], evidence: Evidence) -> str:
    return rewritten(text, [change for run in runs for change in decoded(text, run, evidence)])


def _corrected(text: str, runs: Sequence[Sequence[Part]], evidence: Evidence) -> str:
    return rewritten(text, [(found.part, found.term) for run in runs for found in corrections(run, evidence)])


def _accented(text: str, runs: Sequence[Sequence[Part]], evidence: Evidence) -> str:
    evidence.look_for(_syllables(runs))  # a spelling that was put right has others
    restored = [_restored(run, evidence) for run in runs]
    changes = [change for found in restored for change in found or ()]
    return text if None in restored else rewritten(text, changes)


def _restored(run: Sequence[Part], evidence: Evidence) -> list[tuple[Part, str]] | None:
    """Return the bare syllables of a run with the accents that were meant; None if one of them is in doubt.

    Beside typed accents a bare syllable is mostly meant, unless it makes a pair in another accentuation only.
    """
    syllables = [part.syllable for part in run]
    found = likely_spellings(syllables, evidence, missing_accents_share(syllables))
    terms = [part.term if part.fixed else reading.best for part, reading in zip(run, found, strict=True)]
    changes = [at for at, part in enumerate(run) if terms[at] != part.term]
    if any(part.syllable.accented for part in run):
        return [
            (run[at], terms[at])
            for at in changes
            if found[at].probability > _SURE and _prevails(run, terms, at, evidence)
        ]
    if len(run) == 1:
        return [(run[at], terms[at]) for at in changes] if found[0].probability >= _SURE_ALONE else None
    sure = all(reading.probability >= _SURE or part.fixed for part, reading in zip(run, found, strict=True))
    if not sure and not _undisputed(terms, found, evidence):
        return None
    in_use = _in_use([part.term for part in run], terms, evidence)
    if in_use or not all(_beside_a_syllable(terms, at, evidence) for at in changes):
        return None
    return [(run[at], terms[at]) for at in changes]


def _undisputed(terms: Sequence[str], found: Sequence[Spellings], evidence: Evidence) -> bool:
    """Whether a small corpus, which makes nothing probable, has each pair in these accents only."""
    pairs = [pair for pair in pairwise(terms) if all(map(_is_native, pair))]
    likelier = all(reading.probability >= _LIKELIER for reading in found)
    return likelier and bool(pairs) and all(evidence.rules(*pair) for pair in pairs)


def _in_use(typed: Sequence[str], terms: Sequence[str], evidence: Evidence) -> bool:
    """Whether some neighbours are written without accents too: Nha Trang is not always the Nhà Trắng."""
    bare = [evidence.pair(*pair) for pair in pairwise(typed)]
    accented = [evidence.pair(*pair) for pair in pairwise(terms)]
    return any(_FEW < one < two < _OFTEN * one for one, two in zip(bare, accented, strict=True))


def _prevails(run: Sequence[Part], terms: Sequence[str], at: int, evidence: Evidence) -> bool:
    """Whether the term stands beside a neighbour, and hardly ever as it was typed."""
    typed = [*terms[:at], run[at].term, *terms[at + 1 :]]
    sides = [slice(start, start + 2) for start in (at - 1, at) if start >= 0 and start + 2 <= len(run)]
    bare = sum(evidence.pair(*typed[side]) for side in sides)
    accented = sum(evidence.pair(*terms[side]) for side in sides)
    return accented >= least_documents(run[at].term, bare, evidence)


def _beside_a_syllable(terms: Sequence[str], at: int, evidence: Evidence) -> bool:
    """Whether the corpus has the term beside a neighbour that is a syllable too (not so in `hp it`)."""
    pairs = [pair for pair in pairwise(terms[max(0, at - 1) : at + 2]) if all(map(_is_native, pair))]
    return any(evidence.pair(*pair) or evidence.read(*pair) for pair in pairs)


def _is_native(term: str) -> bool:
    return is_syllable(term) or term in unmarked_syllables()


def _accented_again(text: str, evidence: Evidence) -> str:
    """Return the text with accents where it has none yet: `quoc phnog` was meant as `quốc phòng`."""
    try:
        return _accented(text, parts(analyze_query(parse(text))), evidence)
    except QuerySyntaxError:  # a blank more made it too long
        return text


def _suggestion(text: str, kind: str) -> Suggestion:
    return Suggestion(text, kind)


def passages(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Return the passages that hits are shown with."""
    return tuple(passage for hit in hits for passage in (hit.document.title, hit.snippet.text))

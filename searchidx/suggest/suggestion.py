"""The suggestion for a query: the first correction among keyboard slips, misspellings and missing accents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.errors import QuerySyntaxError
from searchidx.model import Suggestion
from searchidx.planning.stretches import analyze_query, distinct_syllables
from searchidx.query.parse import parse
from searchidx.suggest.evidence import Evidence
from searchidx.suggest.keyboard import decode_keys
from searchidx.suggest.missing_accents import restore_accents
from searchidx.suggest.misspellings import correct_spelling
from searchidx.suggest.query_parts import query_parts, replace_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.model import Hit
    from searchidx.planning.stretches import AnalyzedQuery
    from searchidx.suggest.query_parts import QueryPart, Replacement

_MAX_SYLLABLES: Final = 40
"""A query with more syllables is a pasted text, and nothing is suggested for it."""


def suggest(
    query: AnalyzedQuery, statistics: TermStatistics, passages: Sequence[str] = ()
) -> Suggestion | None:
    """Return a corrected query that the corpus clearly supports, or None.

    The result is None for a query without syllables in text fields, or with more than `_MAX_SYLLABLES`.

    `passages` are the titles and snippets of the best documents, which contain words of the query. They
    double the number of queries in which accents are restored. The kinds of correction are tried in the order
    "keyboard", "spelling", "accents", until one of them changes the query. After a correction of the kind
    "keyboard" or "spelling", missing accents are restored too. All other words stay exactly as typed.
    """
    parts = _suggested_parts(query)
    evidence = _evidence(query, statistics, passages)
    correction = _correction(query, parts, evidence, correct_spelling)
    if correction is not None:
        return correction
    accented = replace_parts(query.typed.text, restore_accents(parts, evidence))
    return None if accented == query.typed.text else Suggestion(accented, "accents")


def correct(query: AnalyzedQuery, statistics: TermStatistics) -> Suggestion | None:
    """Return a correction of a query that hardly any document matches, or None.

    The kind is "keyboard" or "spelling". More kinds of misspellings are corrected than by `suggest`, which
    takes more time. The correction depends only on the query and on the corpus, and on no page of results.
    """
    evidence = _evidence(query, statistics, ())
    return _correction(query, _suggested_parts(query), evidence, _correct_thoroughly)


def _suggested_parts(query: AnalyzedQuery) -> list[list[QueryPart]]:
    """Return the parts of each stretch, or nothing if the query is too long to be corrected."""
    stretches = query_parts(query)
    return stretches if sum(map(len, stretches)) <= _MAX_SYLLABLES else []


def _evidence(query: AnalyzedQuery, statistics: TermStatistics, passages: Sequence[str]) -> Evidence:
    return Evidence(statistics, passages, distinct_syllables(query.stretches))


def _correct_thoroughly(parts: Sequence[QueryPart], evidence: Evidence) -> list[Replacement]:
    """Return a replacement for each misspelt part of a stretch, in the order of the parts."""
    # Most searches have enough matches and do not need this module.
    from searchidx.suggest.rare_combinations import MAX_PARTS, correct_combination

    return (correct_combination if len(parts) <= MAX_PARTS else correct_spelling)(parts, evidence)


def _correction(
    query: AnalyzedQuery,
    stretches: Sequence[Sequence[QueryPart]],
    evidence: Evidence,
    correct_stretch: Callable[[Sequence[QueryPart], Evidence], list[Replacement]],
) -> Suggestion | None:
    """Return the query without keys of Telex or VNI, or else without misspellings, or None if it has none."""
    text = query.typed.text
    decoded = replace_parts(
        text, [change for parts in stretches for change in decode_keys(text, parts, evidence)]
    )
    if decoded != text:
        return Suggestion(_with_accents(decoded, evidence), "keyboard")
    corrected = replace_parts(
        text, [change for parts in stretches for change in correct_stretch(parts, evidence)]
    )
    return None if corrected == text else Suggestion(_with_accents(corrected, evidence), "spelling")


def _with_accents(text: str, evidence: Evidence) -> str:
    """Return a corrected query with its missing accents: `quoc phong` (from `quoc phnog`) -> `quốc phòng`."""
    try:
        stretches = query_parts(analyze_query(parse(text)))
    except QuerySyntaxError:  # an added blank made the query too long
        return text
    return replace_parts(text, restore_accents(stretches, evidence))


def passages(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Return the title and the text of the snippet of each hit, in the order of the hits."""
    return tuple(passage for hit in hits for passage in (hit.document.title, hit.snippet.text))

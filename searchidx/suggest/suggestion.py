"""The suggestion for a query: for keyboard slips first, then for misspellings, then for missing accents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.errors import QuerySyntaxError
from searchidx.model import Suggestion
from searchidx.planning.stretches import analyze_query, distinct_syllables
from searchidx.query.parse import parse
from searchidx.suggest.accents import restore_accents
from searchidx.suggest.evidence import Evidence
from searchidx.suggest.keyboard import decode_keys
from searchidx.suggest.misspellings import correct_spelling
from searchidx.suggest.query_parts import query_parts, replace_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.model import Hit
    from searchidx.planning.stretches import AnalyzedQuery

_MAX_SYLLABLES: Final = 40
"""A query of more syllables is a pasted text, for which nothing is suggested."""


def suggest(
    query: AnalyzedQuery, statistics: TermStatistics, passages: Sequence[str] = ()
) -> Suggestion | None:
    """Return a way to write the query that the corpus supports clearly better, or None.

    `passages` are texts that show the words of the query where the best documents for it have them (their
    titles and snippets); with them accents are restored in twice as many queries. The kind of the suggestion
    is that of the first slip found: "keyboard", "spelling", else "accents". All but the words in question
    stays as typed.
    """
    text = query.typed.text
    stretches = query_parts(query)
    if not 0 < sum(map(len, stretches)) <= _MAX_SYLLABLES:
        return None
    evidence = Evidence(statistics, passages, distinct_syllables(query.stretches))
    decoded = replace_parts(
        text, [change for parts in stretches for change in decode_keys(text, parts, evidence)]
    )
    if decoded != text:
        return Suggestion(_with_accents(decoded, evidence), "keyboard")
    corrected = replace_parts(
        text, [change for parts in stretches for change in correct_spelling(parts, evidence)]
    )
    if corrected != text:
        return Suggestion(_with_accents(corrected, evidence), "spelling")
    accented = replace_parts(text, restore_accents(stretches, evidence))
    return None if accented == text else Suggestion(accented, "accents")


def _with_accents(text: str, evidence: Evidence) -> str:
    """Return a corrected query with accents where it has none yet: `quoc phnog` was meant as `quốc phòng`."""
    try:
        stretches = query_parts(analyze_query(parse(text)))
    except QuerySyntaxError:  # a blank more made it too long
        return text
    return replace_parts(text, restore_accents(stretches, evidence))


def passages(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Return the titles and snippets of hits, in which the words of the query stand."""
    return tuple(passage for hit in hits for passage in (hit.document.title, hit.snippet.text))

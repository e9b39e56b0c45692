"""The suggestion for a query: the first correction among keyboard slips, misspellings and missing accents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.errors import QuerySyntaxError
from searchidx.model import Suggestion
from searchidx.planning.stretches import analyze_query, distinct_syllables
from searchidx.query.parse import parse
from searchidx.suggest.carrying_over import Correction, changed_phrases
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
    from searchidx.query.tree import Query
    from searchidx.suggest.evidence import ReadPassages
    from searchidx.suggest.query_parts import QueryPart, Replacement

_MAX_SYLLABLES: Final = 40
"""A query with more syllables is a pasted text, and nothing is suggested for it."""


class CorrectableQuery(NamedTuple):
    """A query that may be mistyped, with what `correct` and `suggest` both need (`prepare_correction`).

    `stretches` has the parts of each stretch. `decoded` is the text without keys of Telex or VNI. It is the
    typed text if there are none. `read` parses a changed text as the query was parsed.
    """

    text: str
    stretches: list[list[QueryPart]]
    evidence: Evidence
    decoded: str
    read: Callable[[str], Query]


def prepare_correction(
    query: AnalyzedQuery, statistics: TermStatistics, read: Callable[[str], Query] = parse
) -> CorrectableQuery:
    """Find the parts of a query that may be corrected, and decode keys of Telex or VNI.

    `read` is the function that parsed the text of the query. A query without syllables in text fields, or
    with more than `_MAX_SYLLABLES`, has no parts to correct."""
    text = query.typed.text
    stretches = query_parts(query)
    if sum(map(len, stretches)) > _MAX_SYLLABLES:
        stretches = []
    evidence = Evidence(statistics, tuple, distinct_syllables(query.stretches))
    keys = [change for parts in stretches for change in decode_keys(text, parts, evidence)]
    return CorrectableQuery(text, stretches, evidence, replace_parts(text, keys), read)


def suggest(query: CorrectableQuery, read_passages: ReadPassages = tuple) -> Suggestion | None:
    """Return a corrected query that the corpus clearly supports, or None.

    `read_passages` returns the titles and snippets of the best documents, which contain words of the query.
    It is called at most once, and only if these passages are needed. Passages double the number of queries in
    which accents are restored. The kinds of correction are tried in the order "keyboard", "spelling",
    "accents", until one of them changes the query. After a correction of the kind "keyboard" or "spelling",
    missing accents are restored too. All other words stay exactly as typed.
    """
    query = query._replace(evidence=query.evidence.with_passages(read_passages))
    correction = _correction(query, correct_spelling)
    if correction is not None:
        return correction.suggestion
    accented = replace_parts(query.text, restore_accents(query.stretches, query.evidence))
    return None if accented == query.text else Suggestion(accented, "accents")


def correct(query: CorrectableQuery) -> Correction | None:
    """Return a correction of a query that few documents match completely, or None.

    The kind is "keyboard" or "spelling". More kinds of misspellings are corrected than by `suggest`, which
    takes more time. The correction depends only on the query and on the corpus, and on no page of results.
    """
    # Most searches have enough matches and do not need this module.
    from searchidx.suggest.thorough_corrections import correct_thoroughly

    return _correction(query, correct_thoroughly)


def _correction(
    query: CorrectableQuery, correct_stretch: Callable[[Sequence[QueryPart], Evidence], list[Replacement]]
) -> Correction | None:
    """Return the query without keys of Telex or VNI, or else without misspellings, or None if it has none."""
    text, evidence = query.text, query.evidence
    if query.decoded != text:
        return Correction(Suggestion(_with_accents(query.decoded, query), "keyboard"))
    changes = [correct_stretch(parts, evidence) for parts in query.stretches]
    corrected = replace_parts(text, [change for of_stretch in changes for change in of_stretch])
    if corrected == text:
        return None
    phrases = [
        phrase
        for parts, of_stretch in zip(query.stretches, changes, strict=True)
        for phrase in changed_phrases(parts, of_stretch)
    ]
    return Correction(Suggestion(_with_accents(corrected, query), "spelling"), tuple(phrases))


def _with_accents(text: str, query: CorrectableQuery) -> str:
    """Return a corrected query with its missing accents: `quoc phong` (from `quoc phnog`) -> `quốc phòng`."""
    try:
        stretches = query_parts(analyze_query(query.read(text)))
    except QuerySyntaxError:  # an added blank made the query too long
        return text
    return replace_parts(text, restore_accents(stretches, query.evidence))


def passages(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Return the title and the text of the snippet of each hit, in the order of the hits."""
    return tuple(passage for hit in hits for passage in (hit.document.title, hit.snippet.text))

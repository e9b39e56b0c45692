"""Is the last word of a query only the beginning of a word, as in `donald tru` or `giá vàn`?

A word that no article has is one, if some article has a completion. Otherwise the pairs in the index decide.
The last two words of a query nearly always occur side by side in some article. Of 1,500 web keywords over
84,132 articles, only 0.3 % end with a pair that no article has although some article has a pair with a longer
word. If the last word of the keywords is cut, 54 % do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from searchidx.planning.accents.possible_spellings import matching_spellings
from searchidx.planning.accents.spellings import weigh_spellings
from searchidx.planning.completions import find_completions
from searchidx.planning.forms.end_forms import end_forms, form_documents
from searchidx.planning.terms import any_accents, i_y_twins, leaf_syllables, prefix_alternatives
from searchidx.query.tree import Group, Prefix, Word
from searchidx.schema import TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.stretches import AnalyzedQuery, Stretch
    from searchidx.planning.terms import QuerySyllable
    from searchidx.query.tree import Node

MIN_PAIR_DOCUMENTS: Final = 3
"""The least sum of the document frequencies of the pairs of the word before with all completions.

It applies to a last word that some article has, but not next to the word before it.
"""

MIN_LETTERS: Final = 2
"""The least number of letters of a beginning, unless the caller says that the user is typing."""


class Beginning(NamedTuple):
    """The last word of a query, which is read as a beginning, and the exact terms that may complete it."""

    leaf: Word
    completions: tuple[str, ...]


def find_beginning(
    query: AnalyzedQuery, spellings: Sequence[Sequence[Spellings]], index: TermStatistics, *, typing: bool
) -> Beginning | None:
    """Return the last word of a query if it is half typed, or None.

    The word must be bare and end the query. With `typing`, it is half typed in any case, unless white space
    follows it. Otherwise one letter means itself, and so does a word that begins with a digit, such as
    `500k`. Any other word is half typed if no article has it in any accents and some article has a
    completion. It is also half typed if no article has it next to the word before it, and enough articles
    have a completion there. Typed accents are then final, but with `typing`, more of them may follow. A word
    that articles write in another form is whole, unless more articles have a completion next to the word
    before: some articles write `tik tok` as `tiktok`. `spellings` has the possible spellings of each syllable
    of each stretch.
    """
    leaf = _last_bare_word(query)
    if leaf is None:
        return None
    stretch, row = query.stretches[-1], spellings[-1]
    syllables = stretch.syllables
    if typing:
        is_ended = leaf.end < len(query.typed.text)
        return None if is_ended else Beginning(leaf, _all_completions(syllables, row, index))
    completions = _completions(syllables, row, index)
    if not completions or _has_other_form(stretch, query.typed.text, completions, index):
        return None
    return Beginning(leaf, completions)


def best_completion(stretch: Stretch, index: TermStatistics, missing: float) -> QuerySyllable:
    """Return the last syllable of a stretch, or its most probable completion if it is half typed.

    `missing` is the share of the query's accents that were left out.
    """
    syllables = stretch.syllables
    last = syllables[-1]
    completions = _completions(syllables, weigh_spellings(syllables, index, missing), index)
    if not completions:
        return last
    best = weigh_spellings(syllables, index, missing, completions)[-1].best
    return _completed(last, best)


def replace_leaf(
    query: AnalyzedQuery, root: Node, leaf: Word, completions: Spellings, index: TermStatistics
) -> tuple[AnalyzedQuery, Node]:
    """Return a query and its root with a half-typed word instead of the last word, `leaf`.

    In the last stretch, the most probable completion replaces the beginning, which is perhaps no word at all
    and would be scored as a rare one. The text of the query stays what was typed. `completions` are the
    probable ones. If articles have an accented beginning next to the word before, the beginning is perhaps
    complete, and its own term is a further completion: `hộ ô` also begins `hộ ô tô`, and not only `hộ ông`.
    """
    last = leaf_syllables(leaf)[-1]
    text = leaf.text[: last.end - leaf.start]
    texts = _texts(completions)
    before = query.stretches[-1].syllables[-2:-1]
    if last.accented and before and _pairs_as_typed(before[0], [last.exact], index):
        texts = list(dict.fromkeys([*texts, last.exact]))
    prefix = Prefix(text, leaf.start, last.end, leaf.field, tuple(texts))
    stretch = query.stretches[-1]
    best = _completed(last, completions.best)
    stretches = (*query.stretches[:-1], stretch._replace(syllables=(*stretch.syllables[:-1], best)))
    leaves = tuple([prefix if each == leaf else each for each in query.leaves])
    new_root: Node = prefix
    if isinstance(root, Group):
        new_root = root._replace(wanted=(*root.wanted[:-1], prefix))
    typed = query.typed._replace(root=new_root)
    return query._replace(typed=typed, leaves=leaves, stretches=stretches), new_root


def _completed(beginning: QuerySyllable, term: str) -> QuerySyllable:
    return beginning._replace(exact=term, folded=folded_term(term))


def _completions(
    syllables: Sequence[QuerySyllable], row: Sequence[Spellings], index: TermStatistics
) -> tuple[str, ...]:
    """Return the terms that may complete the last syllable of a stretch, or () if it is not half typed.

    `row` has the possible spellings of each syllable.
    """
    if _is_whole_word(syllables, row, index):
        return ()
    return _supported_completions(syllables, row, index)


def _has_other_form(stretch: Stretch, text: str, completions: Sequence[str], index: TermStatistics) -> bool:
    """Return whether articles have another form of the last word, and no more have its completions.

    Completions count next to the word before, if there is one. A form is the word joined to the word before,
    or divided (`end_forms`).
    """
    forms = end_forms(stretch, text, index)
    if not forms:
        return False
    *before, _ = stretch.syllables
    documents = max([form_documents(form, stretch, index) for form in forms])
    completed = _pairs_as_typed(before[-1], completions, index) if before else _documents(completions, index)
    return documents > 0 and documents >= completed


def _is_whole_word(
    syllables: Sequence[QuerySyllable], row: Sequence[Spellings], index: TermStatistics
) -> bool:
    """Return whether the last syllable means itself, because of its characters or because articles have it.

    If there is a syllable before it, articles must have both side by side.
    """
    *before, last = syllables
    if len(last.exact) < MIN_LETTERS or last.exact[0].isdecimal():
        return True
    if not before:
        return _is_known(last, index)
    if _pair_documents(_texts(row[-2]), _texts(row[-1]), index):
        return True  # the usual case, and the cheapest test
    return _is_known(last, index) and _pairs_as_typed(before[-1], matching_spellings(last.exact), index) > 0


def _supported_completions(
    syllables: Sequence[QuerySyllable], row: Sequence[Spellings], index: TermStatistics
) -> tuple[str, ...]:
    """Return the completions of the last syllable, or () if they have too little support.

    A syllable that no article has needs any other completion. A known one needs documents that have its
    completions next to the syllable before.
    """
    last = syllables[-1]
    completions = _in_typed_accents(_all_completions(syllables, row, index), last)
    if not _is_known(last, index):
        return () if completions == (last.exact,) else completions
    return completions if _pairs_as_typed(syllables[-2], completions, index) >= MIN_PAIR_DOCUMENTS else ()


def _all_completions(
    syllables: Sequence[QuerySyllable], row: Sequence[Spellings], index: TermStatistics
) -> tuple[str, ...]:
    """Return the terms that may complete the last syllable, or its exact term if there are none."""
    likely = _texts(row[-2].likely()) if len(row) > 1 else []
    before = [spelling for text in likely for spelling in (text, *i_y_twins(text))]
    return find_completions(syllables[-1], before, index) or (syllables[-1].exact,)


def _in_typed_accents(completions: tuple[str, ...], last: QuerySyllable) -> tuple[str, ...]:
    """Return those completions that have all accents of an accented syllable, and no more.

    Whoever has stopped typing has typed the accents of these letters: `lưng` is not the beginning of `lừng`.
    """
    if not last.accented:
        return completions
    typed = tuple(prefix_alternatives(last, strict=True).exact)
    return tuple([term for term in completions if term.startswith(typed)])


def _last_bare_word(query: AnalyzedQuery) -> Word | None:
    """Return the last leaf of a query if it is a word without a sign at the end of the text, or None."""
    root, text = query.typed.root, query.typed.text
    last = root.wanted[-1] if isinstance(root, Group) and root.wanted else root
    if not isinstance(last, Word) or last.field is not None or text[last.end :].strip():
        return None
    syllables = leaf_syllables(last)
    return last if syllables and syllables[-1].end == last.end else None


def _is_known(syllable: QuerySyllable, index: TermStatistics) -> bool:
    """Return whether the title or the body of any document has a syllable, in any accents."""
    texts = sorted(any_accents(syllable).folded)
    return any(any(index.document_frequencies(layers(field).folded, texts)) for field in TEXT_FIELDS)


def _texts(spellings: Spellings) -> list[str]:
    return [spelling.text for spelling in spellings.ranked]


def _pairs_as_typed(before: QuerySyllable, texts: Sequence[str], index: TermStatistics) -> int:
    """Return the sum of the document frequencies of the pairs of a typed syllable with the exact terms."""
    return _pair_documents(matching_spellings(before.exact), texts, index)


def _documents(texts: Sequence[str], index: TermStatistics) -> int:
    """Return the sum of the document frequencies of exact terms, in titles and in bodies."""
    return sum([sum(index.document_frequencies(layers(field).exact, texts)) for field in TEXT_FIELDS])


def _pair_documents(left: Sequence[str], right: Sequence[str], index: TermStatistics) -> int:
    """Return the sum of the document frequencies of all pairs, in titles and in bodies."""
    pairs = [f"{first} {second}" for first in left for second in right]
    return sum([sum(index.document_frequencies(layers(field).pairs, pairs)) for field in TEXT_FIELDS])

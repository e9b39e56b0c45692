"""Is the last word of a query only the beginning of a word, as in `donald tru` or `giá vàn`?

A word that no article has is one, if some article has a completion. Otherwise the pairs in the index decide.
The last two words of a query nearly always occur side by side in some article. Of 1,500 web keywords over
84,132 articles, only 0.3 % end with a pair that no article has although some article has a pair with a longer
word. If the last word of the keywords is cut, 54 % do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from searchidx.planning.accents.spellings import possible_spellings, weigh_spellings
from searchidx.planning.completions import find_completions
from searchidx.planning.terms import any_accents, as_typed, leaf_syllables, prefix_alternatives
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
    have a completion there. Typed accents are then final, but with `typing`, more of them may follow.
    `spellings` has the possible spellings of each syllable of each stretch.
    """
    leaf = _last_bare_word(query)
    if leaf is None:
        return None
    if typing:
        if leaf.end != len(query.typed.text):
            return None
        return Beginning(leaf, _all_completions(leaf_syllables(leaf)[-1], spellings[-1], index))
    completions = _completions(query.stretches[-1].syllables, spellings[-1], index)
    return Beginning(leaf, completions) if completions else None


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
    return last._replace(exact=best, folded=folded_term(best))


def _completions(
    syllables: Sequence[QuerySyllable], row: Sequence[Spellings], index: TermStatistics
) -> tuple[str, ...]:
    """Return the terms that may complete the last of the syllables of a stretch, or () if it is a whole word.

    `row` has the possible spellings of each syllable.
    """
    last = syllables[-1]
    if len(last.exact) < MIN_LETTERS or last.exact[0].isdecimal():
        return ()
    if len(syllables) > 1 and _pair_documents(_texts(row[-2]), _texts(row[-1]), index):
        return ()  # the usual case, and the cheapest test
    is_unknown = not _documents(last, index)
    if not is_unknown and (
        len(syllables) == 1 or _pair_documents(_all_spellings(syllables[-2]), _all_spellings(last), index)
    ):
        return ()
    completions = _in_typed_accents(_all_completions(last, row, index), last)
    if is_unknown:
        return completions if completions != (last.exact,) else ()
    documents = _pair_documents(_all_spellings(syllables[-2]), completions, index)
    return completions if documents >= MIN_PAIR_DOCUMENTS else ()


def replace_leaf(
    query: AnalyzedQuery, root: Node, leaf: Word, completions: Spellings
) -> tuple[AnalyzedQuery, Node]:
    """Return a query and its root with a half-typed word instead of the last word, `leaf`.

    In the last stretch, the most probable completion replaces the beginning, which is perhaps no word at all
    and would be scored as a rare one. The text of the query stays what was typed.
    """
    last = leaf_syllables(leaf)[-1]
    text = leaf.text[: last.end - leaf.start]
    prefix = Prefix(text, leaf.start, last.end, leaf.field, tuple(_texts(completions)))
    best = last._replace(exact=completions.best, folded=folded_term(completions.best))
    stretch = query.stretches[-1]
    stretches = (*query.stretches[:-1], stretch._replace(syllables=(*stretch.syllables[:-1], best)))
    leaves = tuple([prefix if each == leaf else each for each in query.leaves])
    new_root: Node = prefix
    if isinstance(root, Group):
        new_root = root._replace(wanted=(*root.wanted[:-1], prefix))
    typed = query.typed._replace(root=new_root)
    return query._replace(typed=typed, leaves=leaves, stretches=stretches), new_root


def _all_completions(last: QuerySyllable, row: Sequence[Spellings], index: TermStatistics) -> tuple[str, ...]:
    """Return the terms that may complete the last syllable of a stretch, or its exact term if none does.

    `row` has the possible spellings of each syllable of the stretch.
    """
    before = _texts(row[-2].likely()) if len(row) > 1 else ()
    return find_completions(last, before, index) or (last.exact,)


def _in_typed_accents(completions: tuple[str, ...], last: QuerySyllable) -> tuple[str, ...]:
    """Return the completions that have all accents of an accented syllable, and no more.

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


def _documents(syllable: QuerySyllable, index: TermStatistics) -> int:
    """Return the number of documents that have a syllable in any accents, counted for each text field."""
    texts = sorted(any_accents(syllable).folded)
    return sum([sum(index.document_frequencies(layers(field).folded, texts)) for field in TEXT_FIELDS])


def _texts(spellings: Spellings) -> list[str]:
    return [spelling.text for spelling in spellings.ranked]


def _all_spellings(syllable: QuerySyllable) -> list[str]:
    """Return the exact terms that match a syllable as it was typed."""
    spellings = (syllable.exact, *possible_spellings(syllable.folded))
    return sorted(as_typed(syllable).exact) or list(dict.fromkeys(spellings))


def _pair_documents(left: Sequence[str], right: Sequence[str], index: TermStatistics) -> int:
    """Return the sum of the document frequencies of all pairs, in titles and in bodies."""
    pairs = [f"{first} {second}" for first in left for second in right]
    return sum([sum(index.document_frequencies(layers(field).pairs, pairs)) for field in TEXT_FIELDS])

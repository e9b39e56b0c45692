"""Which abbreviations a query contains: either form finds, ranks and highlights the other."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.abbreviations import expansions
from searchidx.planning.terms import leaf_syllables
from searchidx.query.tree import And, Group, Or, Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.planning.stretches import Stretch
    from searchidx.query.tree import Node

MAX_SYNONYMS: Final = 4
"""How many synonyms a query gets at most; no real query has more, and each one enlarges the conditions."""


class Synonym(NamedTuple):
    """The other form of some neighbouring syllables of a query.

    The syllables stand in `query[start:end]`; their exact terms are `typed`, and those of the other form are
    `expansion`. Both are looked for in the `fields`.
    """

    start: int
    end: int
    typed: tuple[str, ...]
    expansion: tuple[str, ...]
    fields: tuple[str, ...]


def find_synonyms(stretches: Sequence[Stretch], index: TermStatistics) -> tuple[Synonym, ...]:
    """Return the first synonyms of the stretches, by the abbreviations that the articles define."""
    return tuple(islice(_synonyms(stretches, index), MAX_SYNONYMS))


def _synonyms(stretches: Sequence[Stretch], index: TermStatistics) -> Iterator[Synonym]:
    for stretch in stretches:
        terms = [syllable.exact for syllable in stretch.syllables]
        for expansion in expansions(terms, index):
            first, last = expansion.first, expansion.last
            yield Synonym(
                stretch.syllables[first].start,
                stretch.syllables[last - 1].end,
                tuple(terms[first:last]),
                expansion.terms,
                stretch.fields,
            )


def query_variants(root: Node, synonyms: Sequence[Synonym]) -> tuple[Node, ...]:
    """Return the different trees of a query: as typed, with each synonym by itself, and with all synonyms."""
    if not synonyms:
        return (root,)
    all_replaced = root
    for synonym in synonyms:
        all_replaced = _replaced(all_replaced, synonym)
    one_replaced = [_replaced(root, synonym) for synonym in synonyms]
    return tuple(dict.fromkeys([root, *one_replaced, all_replaced]))


def _replaced(node: Node, synonym: Synonym) -> Node:
    """Return the tree with the other form in place of the wanted leaves that make up the typed one.

    The tree is returned as it is where a leaf says more than the typed form, and below a sign or NOT.
    """
    match node:
        case Word() | Phrase() if _makes_up([node], synonym):
            return _expanded(node, synonym)
        case Group(wanted=wanted):
            inside = [child for child in wanted if _overlaps(child, synonym)]
            if inside and _makes_up(inside, synonym):
                first = wanted.index(inside[0])
                rest = [child for child in wanted if child not in inside]
                return node._replace(wanted=(*rest[:first], _expanded(inside[0], synonym), *rest[first:]))
            return node._replace(wanted=tuple(_replaced(child, synonym) for child in wanted))
        case And(children=children) | Or(children=children):
            return node._replace(children=tuple(_replaced(child, synonym) for child in children))
        case _:
            return node


def _expanded(leaf: Node, synonym: Synonym) -> Node:
    """Return the other form as a leaf that stands where `leaf` does."""
    assert isinstance(leaf, Word | Phrase)
    leaf_class = Phrase if len(synonym.expansion) > 1 else Word
    return leaf_class(" ".join(synonym.expansion), leaf.start, leaf.end, leaf.field)


def _overlaps(node: Node, synonym: Synonym) -> bool:
    return isinstance(node, Word | Phrase) and node.start < synonym.end and synonym.start < node.end


def _makes_up(leaves: Sequence[Node], synonym: Synonym) -> bool:
    """Return whether the leaves consist of the typed form, from its first to its last syllable."""
    syllables = [
        syllable for leaf in leaves if isinstance(leaf, Word | Phrase) for syllable in leaf_syllables(leaf)
    ]
    return bool(syllables) and (syllables[0].start, syllables[-1].end) == (synonym.start, synonym.end)

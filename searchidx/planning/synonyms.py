"""Which abbreviations does a query contain? A query with one form of an abbreviation also finds the other."""

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
"""The maximum number of synonyms of a query. Each synonym enlarges the conditions of the plan."""


class Synonym(NamedTuple):
    """The other form of an abbreviation that a query contains.

    The typed form is `query[start:end]`. `typed` has its exact terms, `expansion` the exact terms of the
    other form. Both forms are searched in the text fields `fields`.
    """

    start: int
    end: int
    typed: tuple[str, ...]
    expansion: tuple[str, ...]
    fields: tuple[str, ...]


def find_synonyms(stretches: Sequence[Stretch], index: TermStatistics) -> tuple[Synonym, ...]:
    """Return the first `MAX_SYNONYMS` synonyms of the stretches, in order, by the index's definitions."""
    return tuple(islice(_synonyms(stretches, index), MAX_SYNONYMS))


def _synonyms(stretches: Sequence[Stretch], index: TermStatistics) -> Iterator[Synonym]:
    for stretch in stretches:
        terms = [syllable.exact for syllable in stretch.syllables]
        for expansion in expansions(terms, index):
            first, end = expansion.first, expansion.end
            yield Synonym(
                stretch.syllables[first].start,
                stretch.syllables[end - 1].end,
                tuple(terms[first:end]),
                expansion.terms,
                stretch.fields,
            )


def query_variants(root: Node, synonyms: Sequence[Synonym]) -> tuple[Node, ...]:
    """Return the distinct variants of a query: `root` first, then one with each synonym, then one with all.

    A variant is the root of a tree. A variant with a synonym has the other form instead of the typed form,
    except below a sign or NOT.
    """
    if not synonyms:
        return (root,)
    all_replaced = root
    for synonym in synonyms:
        all_replaced = _replaced(all_replaced, synonym)
    one_replaced = [_replaced(root, synonym) for synonym in synonyms]
    return tuple(dict.fromkeys([root, *one_replaced, all_replaced]))


def _replaced(node: Node, synonym: Synonym) -> Node:
    """Return the tree with the other form instead of the wanted leaves that make up the typed form.

    A leaf with more syllables than the typed form is not replaced. Leaves below a sign or NOT are not
    replaced either.
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
    """Return the other form as a leaf with the offsets and the field of `leaf`."""
    assert isinstance(leaf, Word | Phrase)
    leaf_class = Phrase if len(synonym.expansion) > 1 else Word
    return leaf_class(" ".join(synonym.expansion), leaf.start, leaf.end, leaf.field)


def _overlaps(node: Node, synonym: Synonym) -> bool:
    return isinstance(node, Word | Phrase) and node.start < synonym.end and synonym.start < node.end


def _makes_up(leaves: Sequence[Node], synonym: Synonym) -> bool:
    """Return whether the leaves begin and end with the first and the last syllable of the typed form."""
    syllables = [
        syllable for leaf in leaves if isinstance(leaf, Word | Phrase) for syllable in leaf_syllables(leaf)
    ]
    return bool(syllables) and (syllables[0].start, syllables[-1].end) == (synonym.start, synonym.end)

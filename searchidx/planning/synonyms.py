"""What the articles' own abbreviations make of a query: either form finds, ranks and marks the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.abbreviations import expansions
from searchidx.planning.terms import leaf_syllables
from searchidx.query.tree import And, Group, Or, Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.planning.stretches import Stretch
    from searchidx.query.tree import Node

_MOST: Final = 4
"""Stretches of a query that get another form: more make the conditions large, and no query has them."""


class Synonym(NamedTuple):
    """A stretch of the query, by its place and its spelling, and the exact terms of its other form."""

    start: int
    end: int
    typed: tuple[str, ...]
    other: tuple[str, ...]
    fields: tuple[str, ...]


def find_synonyms(runs: Sequence[Stretch], lexicon: TermStatistics) -> tuple[Synonym, ...]:
    """Return the other forms of the stretches of the runs, as the articles define them."""
    return tuple(_found(runs, lexicon))[:_MOST]


def _found(runs: Sequence[Stretch], lexicon: TermStatistics) -> Iterator[Synonym]:
    for run in runs:
        terms = [syllable.exact for syllable in run.syllables]
        for one in expansions(terms, lexicon):
            covered = run.syllables[one.first : one.last]
            yield Synonym(
                covered[0].start, covered[-1].end, tuple(terms[one.first : one.last]), one.other, run.fields
            )


def query_variants(root: Node, found: Sequence[Synonym]) -> tuple[Node, ...]:
    """Return a query in all its forms."""
    if not found:
        return (root,)
    trees = [root, *(_rewritten(root, synonym) for synonym in found)]
    if len(found) > 1:
        every = root
        for synonym in found:
            every = _rewritten(every, synonym)
        trees.append(every)
    return tuple(dict.fromkeys(trees))


def _rewritten(node: Node, synonym: Synonym) -> Node:
    """Return the tree with the wanted words of the stretch in their other form."""
    match node:
        case Word() | Phrase() if _covers([node], synonym):
            return _other(node, synonym)
        case Group(wanted=wanted):
            inside = [child for child in wanted if _within(child, synonym)]
            if inside and _covers(inside, synonym):
                at = wanted.index(inside[0])
                rest = [child for child in wanted if child not in inside]
                return node._replace(wanted=(*rest[:at], _other(inside[0], synonym), *rest[at:]))
            return node._replace(wanted=tuple(_rewritten(child, synonym) for child in wanted))
        case And(children=children) | Or(children=children):
            return node._replace(children=tuple(_rewritten(child, synonym) for child in children))
        case _:
            return node


def _other(leaf: Node, synonym: Synonym) -> Node:
    """Return the other form as a leaf at the place of the first one."""
    assert isinstance(leaf, Word | Phrase)
    kind = Phrase if len(synonym.other) > 1 else Word
    return kind(" ".join(synonym.other), leaf.start, leaf.end, leaf.field)


def _within(node: Node, synonym: Synonym) -> bool:
    return isinstance(node, Word | Phrase) and node.start < synonym.end and synonym.start < node.end


def _covers(leaves: Sequence[Node], synonym: Synonym) -> bool:
    """Whether the stretch is all that the leaves say, punctuation apart."""
    said = [one for leaf in leaves if isinstance(leaf, Word | Phrase) for one in leaf_syllables(leaf)]
    return bool(said) and (said[0].start, said[-1].end) == (synonym.start, synonym.end)

"""The tree of a typed query: `Query` and its nodes.

The `start` and `end` of a leaf are offsets in the text of the query. For each leaf that `parse` returns,
`text == query.text[start:end]`. `field` is the field that a leaf searches, or None for title, body and
furniture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.named_tuples import distinct_by_class

if TYPE_CHECKING:
    import datetime


@distinct_by_class
class Word(NamedTuple):
    """A word that is not in quotes. `text` has a letter or a digit.

    Usually it is the text between two blanks, without sign, field and enclosing parentheses, but with all
    other punctuation: `-title:Huế,` -> `Huế,`.
    """

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class Phrase(NamedTuple):
    """A quoted phrase. `text` does not include the quotes, and has a letter or a digit."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class Prefix(NamedTuple):
    """The beginning of a word or of a quoted phrase, typed with a star at its end.

    `text` does not include the star and the quotes. It begins with a letter or a digit. It may have several
    syllables, as in `Covid-1*` and `"công an th*"`. Only the last one is a beginning. A last word without a
    star that planning reads as a beginning has `completions` (`planning/half_typed.py`): the exact terms that
    may complete its last syllable. `parse` never sets them.
    """

    text: str
    start: int
    end: int
    field: str | None = None
    completions: tuple[str, ...] = ()

    @property
    def half_typed(self) -> bool:
        """Whether this is a half-typed word, and no prefix with a star."""
        return bool(self.completions)


@distinct_by_class
class DateRange(NamedTuple):
    """The days from `first` to `last`, both inclusive. None leaves an end of the range open."""

    first: datetime.date | None
    last: datetime.date | None


@distinct_by_class
class Address(NamedTuple):
    """A place: a part of the path of an article, or the beginning of its URL or id.

    `field` is "path", "url" or "id". `text` is the value exactly as typed, with its stars and without quotes.
    """

    field: str
    text: str


@distinct_by_class
class Group(NamedTuple):
    """Neighbouring clauses that are not joined by AND or OR.

    `wanted` clauses have no sign, and `required` clauses have the sign `+`. `unwanted` clauses have the sign
    `-` or follow NOT. A complete match matches every wanted and required clause, and no unwanted clause.
    """

    wanted: tuple[Node, ...]
    required: tuple[Node, ...] = ()
    unwanted: tuple[Node, ...] = ()


@distinct_by_class
class And(NamedTuple):
    """A node that matches a document if every child matches it."""

    children: tuple[Node, ...]


@distinct_by_class
class Or(NamedTuple):
    """A node that matches a document if at least one child matches it."""

    children: tuple[Node, ...]


@distinct_by_class
class Not(NamedTuple):
    """A node that matches a document if its child does not match it."""

    child: Node


Leaf = Word | Phrase | Prefix

Node = Word | Phrase | Prefix | DateRange | Address | Group | And | Or | Not


class Query(NamedTuple):
    """A query: its text exactly as typed, the root of its tree, and notes for the user.

    `root` is None if the text contains nothing to search for. `notes` are sentences on words that look like
    fields (notes.py).
    """

    text: str
    root: Node | None
    notes: tuple[str, ...] = ()


def wanted_leaves(node: Node) -> list[Leaf]:
    """Return the words, phrases and prefixes of a tree, in no fixed order, except those below NOT or `-`."""
    match node:
        case Word() | Phrase() | Prefix():
            return [node]
        case Group(wanted=wanted, required=required):
            children = wanted + required
        case And(children=children) | Or(children=children):
            pass
        case Not() | DateRange() | Address():
            return []
    return [leaf for child in children for leaf in wanted_leaves(child)]


def unwanted_leaves(node: Node) -> list[Leaf]:
    """Return the words, phrases and prefixes of a tree below NOT or `-`, in no fixed order."""
    match node:
        case Word() | Phrase() | Prefix() | DateRange() | Address():
            return []
        case Not(child=child):
            return _all_leaves(child)
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            children = wanted + required
            below_sign = [leaf for child in unwanted for leaf in _all_leaves(child)]
        case And(children=children) | Or(children=children):
            below_sign = []
    return below_sign + [leaf for child in children for leaf in unwanted_leaves(child)]


def _all_leaves(node: Node) -> list[Leaf]:
    return wanted_leaves(node) + unwanted_leaves(node)

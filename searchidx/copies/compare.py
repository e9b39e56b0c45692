"""The decision whether two documents are copies of one story, from their whole bodies.

A body is a row of tokens: words and numbers, folded and in lower case. A token is *shared* with another body
if it is in a shingle, `SHINGLE_TOKENS` neighbouring tokens, that the other body has too. Two bodies may look
like this, with `=` for shared tokens and `x` for others:

    shorter   xxx =========== x ===========        lead: xxx,   no tail
    longer    xxxx ========== xx ========== xxx    lead: xxxx,  tail: xxx

The *core* of a body begins and ends with a long passage of shared tokens. The *lead* is before the core, and
the *tail* after it. Two bodies are copies if all of these conditions are true:

1. Each body is at least half shared, and the two shares add up to at least 1.45 (`MIN_SHARES`). One of the
   bodies may lack the end of the story, but an article that quotes a short one is no copy of it.
2. The core of one of the bodies is nearly all shared. Its lead may be another one, and furniture may follow.
3. The bodies agree. Articles of one series or one form share their sentences, but each has numbers and names
   of its own. So the numbers and names that are not shared are counted in each body, and the smaller count
   must be small. Text that only one of the bodies has makes no difference.
4. The titles of teasers agree. A teaser is a short body, and a series may have the same one every day.

The share of shared tokens is the containment of Broder, "On the resemblance and containment of documents"
(1997), of tokens instead of shingles.
"""

from __future__ import annotations

import html
import re
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from analyzers.fold import fold
from searchidx.copies.sketch import MIN_TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from searchidx.model import Document

SHINGLE_TOKENS: Final = 5
"""The number of tokens of a shingle. The shingles of `sketch.py` are shorter."""

MIN_SHARE: Final = 0.5
"""The least share of shared tokens in each of the two bodies."""

MIN_SHARES: Final = 1.45
"""The least sum of the shares of shared tokens in the two bodies."""

MIN_SHARE_OF_CORE: Final = 0.9
"""The least share of shared tokens in the core of the body that has more of them there."""

MIN_PASSAGE: Final = 15
"""The core of a body begins and ends with a passage of at least this number of shared tokens."""

MAX_SHARE_OF_LEAD: Final = 0.35
"""The greatest share of a body that is taken for its lead. A longer one belongs to the core."""

FURNITURE_TOKENS: Final = 25
"""The greatest number of tokens that are taken for the furniture of a page.

A longer tail belongs to the core. The numbers and names in this number of tokens at the start of a lead and
at the end of a tail do not count as differences, because furniture has dates and names of its own. In a
teaser they do count, because its first words are what it is about.
"""

MAX_SHARE_OF_FURNITURE: Final = 0.1
"""The greatest share of the shorter body whose numbers and names do not count."""

TOKENS_PER_DIFFERENCE: Final = 100
"""The number of tokens of the shorter body for each number or name that may differ."""

TOKENS_PER_DIFFERENT_NUMBER: Final = 300
"""The number of tokens of the shorter body for each number that may differ."""

MAX_TEASER_TOKENS: Final = 80
"""A body with fewer tokens is a teaser."""

MIN_SHARE_OF_TITLE: Final = 0.6
"""The least share of the tokens of a teaser's shorter title that the other title must have."""

_TOKEN: Final = re.compile(r"[0-9]+|[^\W0-9_]+")

_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
"""An odd number with random bits, the golden ratio as a fraction of 2^64."""


class _Tokens(NamedTuple):
    """The tokens of a body: the number of the term of each, and whether it is a number or a name.

    A name is any token that begins with a capital.
    """

    terms: NDArray[np.int64]
    is_number: NDArray[np.bool_]
    is_name: NDArray[np.bool_]


class _Body(NamedTuple):
    """The title and the body of a document.

    `shingles` has a hash of each shingle of the body, in their order, and `sorted_shingles` has the same
    hashes in ascending order.
    """

    title: str
    tokens: _Tokens
    shingles: NDArray[np.uint64]
    sorted_shingles: NDArray[np.uint64]


class _Shared(NamedTuple):
    """Which tokens of a body are shared with another body, and how many are.

    `lead` and `tail` are the numbers of tokens before and after the core.
    """

    is_shared: NDArray[np.bool_]
    total: int
    lead: int
    tail: int

    @property
    def share(self) -> float:
        """The share of shared tokens in the body."""
        return self.total / len(self.is_shared)

    @property
    def share_of_core(self) -> float:
        """The share of shared tokens in the core."""
        core = self.is_shared[self.lead : len(self.is_shared) - self.tail]
        return int(np.count_nonzero(core)) / len(core)


def are_copies(documents: Sequence[Document], pairs: Sequence[tuple[int, int]]) -> list[bool]:
    """Return whether the two documents of each pair are copies of one story.

    The answer depends only on these two documents, and not on their order. Accents, capitals, signs and HTML
    entities make no difference. A body with fewer than `MIN_TOKENS` tokens is no copy of any other.

    Args:
        documents: the documents.
        pairs: the indices in `documents` of the two documents of each pair.

    Returns:
        One value for each pair. Each document that is in a pair is prepared once.
    """
    used = sorted({index for pair in pairs for index in pair})
    bodies = dict(zip(used, _bodies([documents[index] for index in used]), strict=True))
    return [_is_copy(bodies[first], bodies[second]) for first, second in pairs]


class _Vocabulary(dict[str, tuple[int, ...]]):
    """The tokens of each chunk, which is the text between two blanks, as the numbers of their spellings.

    Spelling `spellings[number]` has the term `terms[number]`: `Hà` and `hà` are two spellings of one term. A
    chunk is analysed on first use, which makes the analysis of a body four times as fast.
    """

    def __init__(self) -> None:
        super().__init__()
        self.spellings: dict[str, int] = {}
        self.terms: list[int] = []
        self._term_numbers: dict[str, int] = {}

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        numbers = self[chunk] = tuple(map(self._number, _TOKEN.findall(fold(chunk))))
        return numbers

    def _number(self, spelling: str) -> int:
        number = self.spellings.setdefault(spelling, len(self.terms))
        if number == len(self.terms):
            self.terms.append(self._term_numbers.setdefault(spelling.lower(), len(self._term_numbers)))
        return number


def _bodies(documents: Sequence[Document]) -> Iterator[_Body]:
    """Yield the prepared body of each document."""
    vocabulary = _Vocabulary()
    # For each body, the number of the spelling of each token.
    rows = [
        np.fromiter(chain.from_iterable(map(vocabulary.__getitem__, _chunks(document.body))), np.int64)
        for document in documents
    ]
    # For each spelling, the number of its term, and whether it is a number or a name.
    terms = np.array(vocabulary.terms, np.int64)
    is_number = np.array([spelling.isdigit() for spelling in vocabulary.spellings], np.bool_)
    is_name = np.array([spelling[0].isupper() for spelling in vocabulary.spellings], np.bool_)
    for document, row in zip(documents, rows, strict=True):
        shingles = _shingles(terms[row])
        tokens = _Tokens(terms[row], is_number[row], is_name[row])
        yield _Body(document.title, tokens, shingles, np.sort(shingles))


def _chunks(text: str) -> list[str]:
    """Return the chunks of a text without HTML entities."""
    return (html.unescape(text) if "&" in text else text).split()


def _shingles(terms: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return a hash of each shingle, in order."""
    numbers = terms.astype(np.uint64)
    count = max(0, len(terms) - SHINGLE_TOKENS + 1)
    hashes = numbers[:count].copy()
    for at in range(1, SHINGLE_TOKENS):
        hashes *= _MULTIPLIER
        hashes += numbers[at : at + count]
    return hashes


def _is_copy(first: _Body, second: _Body) -> bool:
    """Return whether the documents of two bodies are copies."""
    shorter, longer = sorted((first, second), key=lambda body: len(body.tokens.terms))
    size = len(shorter.tokens.terms)
    if size < MIN_TOKENS or size < MIN_SHARE * len(longer.tokens.terms):
        return False
    # Whether each shingle of the shorter body is in the longer one. All tokens of such a shingle are shared.
    common = _is_in(shorter.shingles, longer.sorted_shingles)
    if SHINGLE_TOKENS * np.count_nonzero(common) < MIN_SHARE * size:
        return False
    of_shorter = _shared(common)
    of_longer = _shared(_is_in(longer.shingles, shorter.sorted_shingles))
    if min(of_shorter.share, of_longer.share) < MIN_SHARE or of_shorter.share + of_longer.share < MIN_SHARES:
        return False
    if max(of_shorter.share_of_core, of_longer.share_of_core) < MIN_SHARE_OF_CORE:
        return False
    if size < MAX_TEASER_TOKENS and not _titles_agree((shorter.title, longer.title)):
        return False
    return _agree(shorter.tokens, of_shorter, longer.tokens, of_longer)


def _is_in(values: NDArray[np.uint64], ascending: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which of the values are in an ascending array that is not empty."""
    indices = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    is_equal: NDArray[np.bool_] = ascending[indices] == values
    return is_equal


def _shared(common: NDArray[np.bool_]) -> _Shared:
    """Return the shared tokens of a body, given which of its shingles are common."""
    count = len(common)
    is_shared = np.zeros(count + SHINGLE_TOKENS - 1, np.bool_)
    for at in range(SHINGLE_TOKENS):
        is_shared[at : at + count] |= common
    # Each passage of shared tokens is `range(start, end)`. Find those that are long.
    edges = np.diff(is_shared.view(np.int8), prepend=np.int8(0), append=np.int8(0))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    long = np.flatnonzero(ends - starts >= MIN_PASSAGE)
    lead = int(starts[long[0]]) if len(long) else 0
    tail = len(is_shared) - int(ends[long[-1]]) if len(long) else 0
    return _Shared(
        is_shared,
        int(np.count_nonzero(is_shared)),
        lead if lead <= MAX_SHARE_OF_LEAD * len(is_shared) else 0,
        tail if tail <= FURNITURE_TOKENS else 0,
    )


def _titles_agree(titles: Iterable[str]) -> bool:
    """Return whether two titles have most tokens in common, and do not each have numbers of their own."""
    first, second = (set(_TOKEN.findall(fold(" ".join(_chunks(title))).lower())) for title in titles)
    if any(map(str.isdigit, first - second)) and any(map(str.isdigit, second - first)):
        return False
    fewer = min(len(first), len(second))
    return first == second or 0 < MIN_SHARE_OF_TITLE * fewer <= len(first & second)


def _agree(first: _Tokens, of_first: _Shared, second: _Tokens, of_second: _Shared) -> bool:
    """Return whether few numbers and names differ between two bodies."""
    size = min(len(first.terms), len(second.terms))
    counts = (
        _differences(first, of_first, second, of_second),
        _differences(second, of_second, first, of_first),
    )
    numbers, both = (min(pair) for pair in zip(*counts, strict=True))
    return numbers * TOKENS_PER_DIFFERENT_NUMBER <= size and both * TOKENS_PER_DIFFERENCE <= size


def _differences(own: _Tokens, of_own: _Shared, other: _Tokens, of_other: _Shared) -> tuple[int, int]:
    """Return how many numbers, and how many numbers and names together, only one body has.

    A number counts unless the other body has it among its own unshared tokens. Its shared tokens do not
    matter, because small numbers occur anywhere. A name counts if it is no name in the other body, where it
    may well be a common syllable.
    """
    is_counted = ~of_own.is_shared
    size = min(len(own.terms), len(other.terms))
    if size >= MAX_TEASER_TOKENS:
        ignored = min(FURNITURE_TOKENS, int(MAX_SHARE_OF_FURNITURE * size))
        is_counted[: min(of_own.lead, ignored)] = False
        is_counted[len(is_counted) - min(of_own.tail, ignored) :] = False
    numbers = set(own.terms[is_counted & own.is_number].tolist())
    if numbers:
        numbers.difference_update(other.terms[~of_other.is_shared].tolist())
    names = set(own.terms[is_counted & own.is_name].tolist())
    if names:
        names.difference_update(other.terms[other.is_name].tolist())
    return len(numbers), len(numbers) + len(names)

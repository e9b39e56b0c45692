"""Are misspelt queries answered with the results of the right query, and good queries never?

    python -m evaluation.corrections [--index FOLDER] COLLECTION...

The articles of the first collection are indexed (or searched in the ready index FOLDER). The queries that are
searched are of two sorts:

- good queries: the queries of all collections, with and without accents, and random phrases of titles. None
  of them should be carried over to another query;
- misspellings of frequent phrases of titles, of each kind in `slips`. The right answer is the phrase.

A misspelling that articles contain more often than once in `_TYPED_SHARE` is left out, because it may be a
phrase of its own. Chance is seeded, so that every run has the same queries.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers import normalize
from analyzers.fold import fold
from analyzers.orthography import unmarked_syllables
from analyzers.segment import default_segmenter
from evaluation.collection import load
from evaluation.slips import FOREIGN, SHORT_FOREIGN, VIETNAMESE, joined, joined_and_cut, misspelt
from searchidx import Index, QuerySyntaxError, SearchError
from searchidx.planning.planner import ENOUGH_COMPLETE_MATCHES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evaluation.collection import Collection
    from searchidx.model import Document

_SEED: Final = 12
"""The seed of the random choices."""

_CASES_OF_KIND: Final = 120
"""The number of misspellings of each kind."""

_TITLE_PHRASES: Final = 600
"""The number of random phrases of titles among the good queries."""

_MIN_TITLES: Final = 12
"""The number of titles in which a phrase must occur before it is misspelt."""

_MIN_TITLES_OF_NAMES: Final = 4
"""The least number of titles with a foreign name of two words, because few names are in more titles."""

_TYPED_SHARE: Final = 50
"""A misspelling is used if the phrase has at least this many times its articles."""

_WORDS: Final = re.compile(r"[^\W\d]+(?: [^\W\d]+)*")


class Case(NamedTuple):
    """A query, the right query (empty if the query is good), and the kind of the query."""

    typed: str
    expected: str
    kind: str


class Outcome(NamedTuple):
    """The text whose results were shown for a case, or None, and the complete matches of the typed query.

    `suggested` is the text that was suggested instead, or None.
    """

    case: Case
    corrected: str | None
    typed_complete: int
    suggested: str | None = None

    @property
    def is_carried_over(self) -> bool:
        """Whether other results were shown."""
        return self.corrected is not None

    @property
    def is_right(self) -> bool:
        """Whether the results of exactly the right query were shown, apart from missing accents."""
        return self.corrected is not None and _is_same(self.corrected, self.case)

    @property
    def is_rightly_suggested(self) -> bool:
        """Whether exactly the right query was suggested, apart from missing accents."""
        return self.suggested is not None and _is_same(self.suggested, self.case)


def _is_same(corrected: str, case: Case) -> bool:
    """Return whether a corrected text finds what the expected one finds.

    A syllable without accents finds all accents. If none were typed, those that were restored do not count.
    """
    expected, found = _key(case.expected).split(), _key(corrected).split()
    return len(expected) == len(found) and all(
        syllable in (meant, fold(meant)) or (case.typed.isascii() and fold(syllable) == fold(meant))
        for syllable, meant in zip(found, expected, strict=True)
    )


def _key(text: str) -> str:
    """Return a text in small letters, with i for y."""
    return normalize(text).lower().translate(str.maketrans("yýỳỷỹỵ", "iíìỉĩị"))


# --- Good queries --------------------------------------------------------------------------------------


def good_cases(collections: Iterable[Collection], documents: Sequence[Document]) -> list[Case]:
    """Return the queries of the collections, with and without accents, and phrases of titles."""
    cases = []
    for collection in collections:
        for query in collection.queries:
            cases.append(Case(query.text, "", collection.name))
            cases.append(Case(fold(query.text), "", f"{collection.name}, bare"))
    chance = random.Random(_SEED)
    for document in chance.sample(documents, min(_TITLE_PHRASES, len(documents))):
        words = document.title.split()
        length = chance.randint(2, 4)
        start = chance.randint(0, max(0, len(words) - length))
        cases.append(Case(" ".join(words[start : start + length]), "", "phrases of titles"))
    return cases


# --- Misspellings --------------------------------------------------------------------------------------


class Phrases(NamedTuple):
    """The frequent phrases of titles, each kind in a fixed order.

    A Vietnamese phrase is one word of at least two syllables, or two such words side by side. A foreign
    phrase is one foreign word or two side by side. A name is two foreign words, and less frequent ones count.
    """

    native: list[str]
    foreign: list[str]
    names: list[str]


def frequent_phrases(titles: Sequence[str]) -> Phrases:
    """Return the frequent phrases of the titles, which the segmenter divides into words."""
    counts: Counter[str] = Counter()
    for title in default_segmenter().tokenize_all(titles):
        for run in _WORDS.findall(normalize(title).lower()):
            words = [word for word in run.split() if "_" in word or _is_foreign(word)]
            counts.update({*words, *map(" ".join, pairwise(run.split()))})
    frequent = [phrase for phrase in sorted(counts) if counts[phrase] >= _MIN_TITLES]
    foreign = [phrase for phrase in frequent if all(map(_is_foreign, phrase.split()))]
    native = [
        phrase.replace("_", " ")
        for phrase in frequent
        if all("_" in word and not any(map(_is_foreign, word.split("_"))) for word in phrase.split())
    ]
    names = [
        phrase
        for phrase in sorted(counts)
        if counts[phrase] >= _MIN_TITLES_OF_NAMES and " " in phrase and "_" not in phrase
        if all(map(_is_foreign, phrase.split()))
    ]
    return Phrases(native, foreign, names)


def _is_foreign(word: str) -> bool:
    return word.isascii() and len(word) > 3 and word not in unmarked_syllables()


def misspelt_cases(documents: Iterable[Document], documents_with: Callable[[str], int]) -> Iterator[Case]:
    """Yield the misspellings of each kind. `documents_with` counts the documents that contain a phrase."""
    native, foreign, names = frequent_phrases([document.title for document in documents])
    for phrases, slips in ((native, VIETNAMESE), (foreign, FOREIGN)):
        for slip in slips:
            yield from _cases_of(slip.kind, phrases, documents_with, partial(misspelt, slip))
    yield from _cases_of("missing blank", native, documents_with, joined)
    yield from _cases_of(SHORT_FOREIGN.kind, names, documents_with, partial(misspelt, SHORT_FOREIGN))
    yield from _cases_of("joined and cut", names, documents_with, joined_and_cut)


def _cases_of(
    kind: str,
    phrases: Sequence[str],
    documents_with: Callable[[str], int],
    misspell: Callable[[str, random.Random], str | None],
) -> Iterator[Case]:
    chance = random.Random(f"{_SEED} {kind}")
    wanted = _CASES_OF_KIND
    for phrase in chance.sample(phrases, len(phrases)):
        typed = misspell(phrase, chance)
        if typed is None or normalize(typed) == normalize(phrase):
            continue
        if documents_with(typed) * _TYPED_SHARE > documents_with(phrase):
            continue
        yield Case(typed, phrase, kind)
        wanted -= 1
        if not wanted:
            return


# --- The run -------------------------------------------------------------------------------------------


def outcomes(index: Index, cases: Iterable[Case]) -> list[Outcome]:
    """Return the outcomes of the cases, in their order. Queries that cannot be read are left out."""
    found = []
    for case in cases:
        try:
            results = index.search(case.typed, limit=1)
        except QuerySyntaxError:
            continue
        suggested = results.suggestion.text if results.suggestion is not None else None
        found.append(Outcome(case, results.corrected, results.typed_complete, suggested))
    return found


def report(found: Sequence[Outcome]) -> Iterator[str]:
    """Yield each wrong correction, a line for each kind of query, and a line for all queries."""
    for outcome in found:
        if outcome.is_carried_over and not outcome.is_right:
            case = outcome.case
            yield f"{case.kind}: {case.typed!r} -> {outcome.corrected!r} instead of {case.expected!r}"
    for kind in dict.fromkeys(outcome.case.kind for outcome in found):
        yield _line(kind, [outcome for outcome in found if outcome.case.kind == kind])
    yield _line("all", found)


def _line(name: str, found: Sequence[Outcome]) -> str:
    carried = sum(outcome.is_carried_over for outcome in found)
    right = sum(outcome.is_right for outcome in found)
    text = f"{name:28} {len(found):5} queries {carried:5} carried over"
    mistyped = [outcome for outcome in found if outcome.case.expected]
    if not mistyped:
        return text
    suggested = [outcome for outcome in mistyped if outcome.suggested is not None]
    well_suggested = sum(outcome.is_rightly_suggested for outcome in suggested)
    few = [outcome for outcome in mistyped if outcome.typed_complete < ENOUGH_COMPLETE_MATCHES]
    right_of_few = sum(outcome.is_right for outcome in few)
    return (
        f"{text} {right:5} right   precision {right / max(1, carried):.3f}"
        f"   recall {right / len(mistyped):.3f} ({right_of_few / max(1, len(few)):.3f} with few matches)"
        f"   suggested {len(suggested)}, {well_suggested} right"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report. Return the exit status: 2 if a collection or the index cannot be read, else 0."""
    parser = argparse.ArgumentParser(prog="evaluation.corrections")
    parser.add_argument("collections", nargs="+", type=Path, metavar="COLLECTION")
    parser.add_argument("--index", type=Path, metavar="FOLDER", help="a ready index of the first collection")
    options = parser.parse_args(arguments)
    try:
        collections = [load(path) for path in options.collections]
        documents = collections[0].documents
        with _opened(options.index, documents) as index:
            cases = good_cases(collections, documents)
            cases += misspelt_cases(documents, lambda text: index.search(f'"{text}"', limit=0).total)
            for line in report(outcomes(index, cases)):
                print(line)
    except SearchError as error:
        print(f"corrections: {error}", file=sys.stderr)
        return 2
    return 0


@contextmanager
def _opened(folder: Path | None, documents: Sequence[Document]) -> Iterator[Index]:
    """Open the index in a folder. Without a folder, make a temporary index of the documents."""
    if folder is not None:
        with Index.open(folder) as index:
            yield index
        return
    with tempfile.TemporaryDirectory() as made, Index.create(Path(made) / "index") as index:
        index.update(documents)
        yield index


if __name__ == "__main__":
    sys.exit(main())

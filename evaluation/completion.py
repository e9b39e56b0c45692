"""How often does a completion propose the word that is being typed? The benchmark types half of each text.

    python -m evaluation.completion [--texts N] [--seed S] INDEX TEXTS

TEXTS is a file with one text a line, which a tab and anything may follow, or a file `queries.jsonl` of a
collection. Random texts are chosen that have at least one complete match in the index in the folder INDEX.
The first half of the letters of each text is typed, with accents and without. If the half ends with a whole
word, the last letter of this word is not typed, so that it is clear which word is meant. After a blank, the
next word is meant.

Each row of the table has the texts of one form: those that end within a word, and those that end with a
blank. `among 8` says how often the intended word, after the intended words before, is among the first eight
proposals, and `first` how often it is the first one. `naive` looks only at the last word before: the intended
word is among the eight most frequent terms that follow this word, as it was typed, in bodies.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers import normalize
from analyzers.fold import fold
from evaluation.times import times_line
from searchidx import Index, SearchError
from searchidx.completion.complete import complete
from searchidx.engines import columnar
from searchidx.engines.plan import TermPrefix
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import Searcher

_SEED: Final = 13
"""The seed of the random choice of texts. Constants are tuned on these texts and measured on others."""

_WORDS: Final = range(1, 21)
"""The numbers of words that a text may have."""

_MIN_LETTERS: Final = 4
"""The least number of characters of a text. Half of a shorter one says too little."""

_LIMIT: Final = 8
"""The number of proposals."""

_BODY: Final = layers("body")


class Beginning(NamedTuple):
    """A text of which a part was typed, and the words of the text up to the one that is being typed."""

    typed: str
    intended: tuple[str, ...]
    form: str


class Outcome(NamedTuple):
    """The outcome for one beginning.

    `rank` is the index of the first proposal with the intended words, or None. `naive` says whether the naive
    way proposes the intended word. The times are CPU seconds of the first call and of the second one.
    """

    beginning: Beginning
    rank: int | None
    naive: bool
    first_seconds: float
    hot_seconds: float


def read_texts(path: Path) -> list[str]:
    """Return the texts of a file, normalised and in small letters, with blanks for all signs."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        texts = [str(json.loads(line)["text"]) for line in lines]
    else:
        texts = [line.split("\t")[0] for line in lines]
    letters = ("".join([sign if sign.isalnum() else " " for sign in normalize(text)]) for text in texts)
    return [" ".join(text.lower().split()) for text in letters]


def chosen_texts(texts: Sequence[str], index: Index, count: int, seed: int = _SEED) -> list[str]:
    """Return up to `count` random texts that are long enough and have a complete match."""
    found: list[str] = []
    for text in random.Random(seed).sample(texts, len(texts)):
        if len(found) == count:
            break
        is_long_enough = len(text) >= _MIN_LETTERS and len(text.split()) in _WORDS
        if is_long_enough and index.count(text, plain=True):
            found.append(text)
    return found


def beginnings(text: str) -> Iterator[Beginning]:
    """Yield the first half of a text in each form. Forms that do not change the half are left out."""
    end = len(text) // 2
    if text[end] == " " and end > 1:
        end -= 1
    half = text[:end]
    intended = tuple(text.split(" ")[: half.count(" ") + 1])
    for typed, form in {fold(half): "unaccented", half: "accented"}.items():
        yield Beginning(typed, intended, form)


def outcomes(folder: Path, texts: Sequence[str], count: int, seed: int = _SEED) -> Iterator[Outcome]:
    """Yield the outcomes of the beginnings of `count` random texts on the index in a folder."""
    with Index.open(folder) as index:
        chosen = chosen_texts(texts, index, count, seed)
    with columnar.open(folder) as engine:
        searcher = engine.searcher()
        for text in chosen:
            for beginning in beginnings(text):
                yield _outcome(beginning, searcher)
        searcher.close()


def _outcome(beginning: Beginning, searcher: Searcher) -> Outcome:
    times = []
    for _ in range(2):
        started = time.process_time()
        proposals = complete(beginning.typed, searcher, _LIMIT)
        times.append(time.process_time() - started)
    size = len(beginning.intended)
    ranks = [
        rank
        for rank, proposal in enumerate(proposals)
        if tuple(proposal.split(" ")[:size]) == beginning.intended
    ]
    naive = beginning.intended[-1] in _naive(beginning.typed, searcher)
    return Outcome(beginning, ranks[0] if ranks else None, naive, *times)


def _naive(typed: str, searcher: Searcher) -> Sequence[str]:
    """Return the most frequent terms after the word before, or of all terms if there is no word before."""
    *before, last = typed.split(" ")
    prefix = TermPrefix(_BODY.folded, fold(last))
    if not before:
        return searcher.unfolded_terms(prefix, _LIMIT)
    return searcher.following_terms(_BODY.pairs, before[-1], prefix, _LIMIT)


def report(found: Sequence[Outcome]) -> Iterator[str]:
    """Yield a table with a row for each form and kind of end, and the times."""
    yield f"{'form':<11} {'end':<11} {'count':>5} {'naive':>6} {'among 8':>8} {'first':>6}"
    for form in dict.fromkeys(outcome.beginning.form for outcome in found):
        of_form = [outcome for outcome in found if outcome.beginning.form == form]
        after_blank = [outcome for outcome in of_form if outcome.beginning.typed.endswith(" ")]
        within_word = [outcome for outcome in of_form if not outcome.beginning.typed.endswith(" ")]
        for name, rows in (("within word", within_word), ("after blank", after_blank), ("all", of_form)):
            if rows:
                yield _row(form, name, rows)
    yield times_line("first call", [outcome.first_seconds for outcome in found])
    yield times_line("second call", [outcome.hot_seconds for outcome in found])


def _row(form: str, name: str, rows: Sequence[Outcome]) -> str:
    naive = sum([row.naive for row in rows])
    among = sum([row.rank is not None for row in rows])
    first = sum([row.rank == 0 for row in rows])
    shares = [100 * number / len(rows) for number in (naive, among, first)]
    return f"{form:<11} {name:<11} {len(rows):5} {shares[0]:6.1f} {shares[1]:8.1f} {shares[2]:6.1f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report. Return the exit status: 2 if the index or the texts cannot be read, else 0."""
    parser = argparse.ArgumentParser(prog="evaluation.completion")
    parser.add_argument("index", type=Path, metavar="INDEX")
    parser.add_argument("texts", type=Path, metavar="TEXTS")
    parser.add_argument("--texts", type=int, default=1000, metavar="N", dest="count")
    parser.add_argument("--seed", type=int, default=_SEED, metavar="S")
    options = parser.parse_args(arguments)
    try:
        found = list(outcomes(options.index, read_texts(options.texts), options.count, options.seed))
    except (OSError, ValueError, KeyError, SearchError) as error:
        print(f"completion: {error}", file=sys.stderr)
        return 2
    if not found:
        print("completion: no text is long enough and has a complete match in the index", file=sys.stderr)
        return 2
    for line in report(found):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How soon does a search find what the user is typing? The benchmark replays the last word letter by letter.

    python -m evaluation.typing [--queries N] INDEX KEYWORDS

KEYWORDS is a file with one query a line, followed by a tab and anything. Random queries of two to five words
are chosen, each with at least `_MIN_COMPLETE` complete matches in the index in the folder INDEX. The last
word of each is cut after every letter, and every beginning is searched with `typing=True`. The beginnings are
typed in three forms: with accents; without accents in the whole query; and with the tone of the last word
still missing, because Telex and VNI add tones at the end of a word.

Each row of the table has the beginnings of one length. `same top 10` is the share of the ten best articles of
the whole query that are among the ten best of the beginning. `first` and `among` say how often the intended
word is the most probable completion, and how often it is one of the completions that are scored.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers import normalize
from analyzers.fold import fold
from analyzers.orthography import strip_tone
from evaluation.times import times_line
from searchidx import Index, SearchError
from searchidx.engines import columnar
from searchidx.planning.planner import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import Searcher

_SEED: Final = 12
"""The seed of the random choice of queries."""

_WORDS: Final = range(2, 6)
"""The numbers of words that a query may have."""

_MIN_COMPLETE: Final = 20
"""The least number of complete matches of a query. A query with fewer would have partial matches, too."""

_TOP: Final = 10
"""The number of best articles that are compared."""

_MAX_LENGTH: Final = 4
"""Longer beginnings are in the row of this length."""


class Keystroke(NamedTuple):
    """The text of a query after a keystroke, and the whole query in the same form.

    `typed_letters` is the number of letters of the last word, or 0 if the word is whole.
    """

    typed: str
    whole: str
    form: str
    typed_letters: int


class Outcome(NamedTuple):
    """What was found after a keystroke.

    `overlap` is the share of the best articles of the whole query that were found. `is_first` says whether
    the intended word is the most probable completion, and `is_among` whether it is one of the completions
    that are scored. The times are
    CPU seconds of the search for the beginning, and of the plain search for the whole query.
    """

    keystroke: Keystroke
    overlap: float
    is_first: bool
    is_among: bool
    seconds: float
    plain_seconds: float


def chosen_queries(texts: Sequence[str], index: Index, count: int) -> list[str]:
    """Return up to `count` random texts that are long enough and have enough complete matches."""
    found = []
    for text in random.Random(_SEED).sample(texts, len(texts)):
        if len(text.split()) not in _WORDS or not text.replace(" ", "").isalnum():
            continue
        if index.search(text, limit=0, exact=True).complete >= _MIN_COMPLETE:
            found.append(text)
        if len(found) == count:
            break
    return found


def keystrokes(query: str) -> Iterator[Keystroke]:
    """Yield the last keystrokes of a query in each form. Forms that do not change the text are left out."""
    before, last = query.rsplit(" ", 1)
    forms = {
        "accented": (before, last, last),
        "unaccented": (fold(before), fold(last), fold(last)),
        "tone last": (before, strip_tone(last)[0], last),
    }
    seen = set()
    for form, (words, typed_word, whole_word) in forms.items():
        for letters in range(1, len(typed_word) + 1):
            typed = f"{words} {typed_word[:letters]}"
            if typed not in seen:
                is_whole = letters == len(typed_word)
                yield Keystroke(typed, f"{words} {whole_word}", form, 0 if is_whole else letters)
            seen.add(typed)


def outcomes(folder: Path, texts: Sequence[str], count: int) -> Iterator[Outcome]:
    """Yield the outcomes of all keystrokes of `count` random queries on the index in a folder."""
    with Index.open(folder) as index, columnar.open(folder) as engine:
        searcher = engine.searcher()
        for query in chosen_queries([normalize(text).lower() for text in texts], index, count):
            for keystroke in keystrokes(query):
                yield _outcome(keystroke, index, searcher)
        searcher.close()


def _outcome(keystroke: Keystroke, index: Index, searcher: Searcher) -> Outcome:
    started = time.process_time()
    found = _identifiers(index, keystroke.typed, typing=True)
    searched = time.process_time()
    expected = _identifiers(index, keystroke.whole, typing=False)
    ended = time.process_time()
    best, among = _completions(keystroke.typed, searcher)
    intended = keystroke.whole.rsplit(" ", 1)[1]
    if keystroke.form == "unaccented":
        best, among = fold(best), {fold(text) for text in among}
    return Outcome(
        keystroke,
        len(expected & found) / len(expected),
        best == intended,
        intended in among,
        searched - started,
        ended - searched,
    )


def _identifiers(index: Index, query: str, *, typing: bool) -> set[str]:
    return {hit.document.id for hit in index.search(query, limit=_TOP, typing=typing).hits}


def _completions(typed: str, searcher: Searcher) -> tuple[str, set[str]]:
    """Return the most probable completion, and all that the signal of the last syllable scores."""
    signals = plan(analyze_query(parse(typed)), searcher, typing=True).signals
    spelt = [signal for signal in signals if signal.name.startswith("=")]
    return (spelt[-1].name[1:], {term.term.text for term in spelt[-1].terms}) if spelt else ("", set())


def report(found: Sequence[Outcome]) -> Iterator[str]:
    """Yield a table with a row for each form and length, and the times."""
    yield f"{'form':<11} {'letters':<18} {'count':>5} {'same top 10':>11} {'first':>6} {'among':>6}"
    for form in dict.fromkeys(outcome.keystroke.form for outcome in found):
        of_form = [outcome for outcome in found if outcome.keystroke.form == form]
        for length in (*range(1, _MAX_LENGTH + 1), 0):
            rows = [each for each in of_form if min(each.keystroke.typed_letters, _MAX_LENGTH) == length]
            name = "all" if not length else f"{length}{' or more' if length == _MAX_LENGTH else ''}"
            if rows:
                yield _row(form, name, rows)
        yield _row(form, "mean of beginnings", [each for each in of_form if each.keystroke.typed_letters])
    yield times_line("typing", [outcome.seconds for outcome in found])
    yield times_line("whole query", [outcome.plain_seconds for outcome in found])


def _row(form: str, name: str, rows: Sequence[Outcome]) -> str:
    overlap, first, among = (
        100 * statistics.mean(values)
        for values in (
            [row.overlap for row in rows],
            [row.is_first for row in rows],
            [row.is_among for row in rows],
        )
    )
    return f"{form:<11} {name:<18} {len(rows):5} {overlap:11.1f} {first:6.1f} {among:6.1f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report. Return the exit status: 2 if the index or the keywords cannot be read, else 0."""
    parser = argparse.ArgumentParser(prog="evaluation.typing")
    parser.add_argument("index", type=Path, metavar="INDEX")
    parser.add_argument("keywords", type=Path, metavar="KEYWORDS")
    parser.add_argument("--queries", type=int, default=500, metavar="N")
    options = parser.parse_args(arguments)
    try:
        lines = options.keywords.read_text(encoding="utf-8").splitlines()
        found = list(outcomes(options.index, [line.split("\t")[0] for line in lines], options.queries))
    except (OSError, UnicodeDecodeError, SearchError) as error:
        print(f"typing: {error}", file=sys.stderr)
        return 2
    if not found:
        print("typing: no query of two to five words has enough articles in the index", file=sys.stderr)
        return 2
    for line in report(found):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())

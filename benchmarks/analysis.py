"""How fast is the analysis of text, compared with pyvi, underthesea and a plain loop?

    python -m benchmarks.analysis [FOLDER] [NUMBER]

Measures CPU times of one process on the first NUMBER (default: 5,000) articles of FOLDER/vntc.jsonl.xz. The
default FOLDER is ../shared/data/news. The contenders take turns in every round, so that other load of the
machine affects all of them alike.
"""

from __future__ import annotations

import importlib.util
import json
import lzma
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from analyzers.bulk import Analyzer
from analyzers.crf_model import load_model
from analyzers.offsets import word_spans
from analyzers.segment import Segmenter
from benchmarks.plain_loop import PlainSegmenter

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS: Final = 10
"""The number of rounds, and of batches of articles. In each round, all contenders process the same batch."""

_SLOW_ROUNDS: Final = 1
"""The number of rounds in which underthesea takes part."""

_LONG_TEXT_MEGABYTES: Final = 5
"""The length of the long text of news, in units of 2 ** 20 characters."""

_COLD_START_CODE = """
import sys, time, numpy
def rss():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20
before, began = rss(), time.process_time()
{statement}
print(1000 * (time.process_time() - began), rss() - before)
"""
"""A program that prints the CPU milliseconds and the MiB of memory that its first statement takes."""

_COLD_STARTS = {
    "analyzers.tokenize": "import analyzers; analyzers.tokenize('Bộ Công an')",
    "analyzers.Analyzer": "import analyzers; analyzers.Analyzer().analyze(['Bộ Công an'])",
    "pyvi": "from pyvi import ViTokenizer; ViTokenizer.tokenize('Bộ Công an')",
    "underthesea": "from underthesea import word_tokenize; word_tokenize('Bộ Công an')",
}
"""Contender -> a statement that loads the contender and segments a first text."""

_HOSTILE_TEXTS = {
    "a.a.a. ...": "a." * 500_000,
    "a@b.c,a@b.c, ...": "a@b.c," * 170_000,
    "one letter, 1 MB": "a" * 1_000_000,
    "one letter, marks": "a" + "\u0301\u0323" * 500_000,
    "&#7879;&#7879; ...": "&#7879;" * 140_000,
    "1 MB of new chunks": " ".join(f"từ{i}" for i in range(130_000)),
}
"""Name -> a long text that can make a program with quadratic steps very slow."""


def articles(folder: Path, number: int) -> list[str]:
    """Return the title and body of each of the first `number` articles."""
    with lzma.open(folder / "vntc.jsonl.xz", "rt", encoding="utf-8") as lines:
        records = map(json.loads, islice(lines, number))
        return [f"{record['title']}\n{record['body']}" for record in records]


def contenders() -> dict[str, Callable[[list[str]], object]]:
    """Return name -> function of a batch of texts for each contender. underthesea may be missing."""
    from pyvi import ViTokenizer

    model = load_model()
    plain, ours, arrays, spans = PlainSegmenter(model), *(Segmenter(model) for _ in range(3))
    analyzer, single = Analyzer(model), Segmenter(model)
    functions: dict[str, Callable[[list[str]], object]] = {
        "pyvi tokenize": lambda texts: [ViTokenizer.tokenize(text) for text in texts],
        "plain loop": lambda texts: [plain.tokenize(text) for text in texts],
        "tokenize, one by one": lambda texts: [single.tokenize(text) for text in texts],
        "tokenize_all": ours.tokenize_all,
        "segment (arrays)": arrays.segment,
        "word_spans": lambda texts: word_spans(texts, spans),
        "Analyzer, all layers": analyzer.analyze,
    }
    if importlib.util.find_spec("underthesea"):
        from underthesea import word_tokenize

        functions["underthesea"] = lambda texts: [word_tokenize(text) for text in texts]
    else:
        print("underthesea is skipped: it is not installed (pip install underthesea)")
    return functions


def measure(texts: list[str]) -> None:
    """Print the speed of each contender.

    Raises AssertionError if a segmenter that should return the same as pyvi returns something else.
    """
    functions = contenders()
    seconds = dict.fromkeys(functions, 0.0)
    pieces = dict.fromkeys(functions, 0)
    size = -(-len(texts) // _ROUNDS)
    counter = Segmenter(load_model())
    for turn in range(_ROUNDS):
        batch = texts[turn * size : (turn + 1) * size]
        number = len(counter.segment(batch)[0]) - len(batch) - 1
        results: dict[str, object] = {}
        for name, function in functions.items():
            if name == "underthesea" and turn >= _SLOW_ROUNDS:
                continue
            began = time.process_time()
            results[name] = function(batch)
            seconds[name] += time.process_time() - began
            pieces[name] += number
        for name in ("plain loop", "tokenize, one by one", "tokenize_all"):
            assert results[name] == results["pyvi tokenize"], f"{name} differs from pyvi"
    pyvi_rate = pieces["pyvi tokenize"] / seconds["pyvi tokenize"]
    print(f"{'':24}{'pieces':>12}{'CPU s':>9}{'pieces/s':>13}{'x pyvi':>9}")
    for name in functions:
        rate = pieces[name] / seconds[name]
        print(f"{name:24}{pieces[name]:12,}{seconds[name]:9.2f}{rate:13,.0f}{rate / pyvi_rate:9.1f}")
    syllables = sum(len(text.split()) for text in texts)
    print(
        f"all layers: {syllables / seconds['Analyzer, all layers']:,.0f} syllables/s from an empty vocabulary"
    )


def cold_starts() -> None:
    """Print the CPU time and memory for loading each contender and segmenting a short text.

    Every measurement has a fresh process.
    """
    print("\ncold start beyond Python and numpy, best of five: CPU ms, MB")
    for name, statement in _COLD_STARTS.items():
        if name == "underthesea" and not importlib.util.find_spec("underthesea"):
            continue
        with tempfile.TemporaryDirectory() as compiled:
            _, *runs = [_run(_COLD_START_CODE.format(statement=statement), compiled) for _ in range(6)]
        print(f"{name:24}{min(run[0] for run in runs):9.1f}{min(run[1] for run in runs):9.1f}")


def _run(code: str, compiled: str) -> tuple[float, float]:
    """Run a program in a fresh process and return the two numbers that it prints.

    Python keeps compiled modules in the folder `compiled`.
    """
    command = [sys.executable, "-X", "utf8", "-X", f"pycache_prefix={compiled}", "-W", "ignore", "-c", code]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    milliseconds, megabytes = map(float, output.split())
    return milliseconds, megabytes


def long_texts(texts: list[str]) -> None:
    """Print the CPU time for long texts, some of which are hostile."""
    length = _LONG_TEXT_MEGABYTES << 20
    joined = " ".join(texts)[:length]
    joined = joined * -(-length // len(joined))
    cases = {
        f"{_LONG_TEXT_MEGABYTES} M characters of news": joined,
        "the same, no blank": "".join(joined.split()),
        **_HOSTILE_TEXTS,
    }
    print("\none long text, CPU s: tokenize, all layers")
    for name, text in cases.items():
        print(f"{name:24}{_seconds(Segmenter(load_model()).tokenize, text):9.2f}", end="")
        print(f"{_seconds(lambda text: Analyzer().analyze([text]), text):9.2f}")


def _seconds(function: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    function(text)
    return time.process_time() - began


def main() -> None:
    """Run all measurements."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/news")
    texts = articles(folder, int(sys.argv[2]) if len(sys.argv) > 2 else 5000)
    measure(texts)
    cold_starts()
    long_texts(texts)


if __name__ == "__main__":
    main()

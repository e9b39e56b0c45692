"""Does `tokenize` return exactly the same as pyvi? Segments real articles with both and compares the results.

    python -m evaluation.identity [FOLDER]

FOLDER (default: ../shared/data/news) has the files of news articles in `_FILES`.
"""

from __future__ import annotations

import json
import lzma
import multiprocessing
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.segment import default_segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = (("vntc.jsonl.xz", 4), ("rss2025_30k.jsonl.xz", 1), ("crawl2025_2k.jsonl.xz", 1))
"""The name of each file, and the step between the compared articles. With 4, every fourth one is compared."""

_BATCH_TEXTS: Final = 250
"""The number of articles in a batch, which one worker process compares."""

_PROCESSES: Final = 2
"""The number of worker processes."""

_SHOWN_DIFFERENCES: Final = 3
"""The greatest number of differing texts that are printed for each file."""

_SHOWN_LETTERS: Final = 200
"""The number of characters of a differing text that are printed."""


class BatchComparison(NamedTuple):
    """The numbers of texts and pieces in a batch, and the texts for which the segmenters differ."""

    texts: int
    pieces: int
    different: list[str]


def articles(path: Path, step: int) -> Iterator[str]:
    """Yield title and body of every `step`-th article of a file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, step):
            record = json.loads(line)
            yield f"{record['title']}\n{record.get('body') or record.get('text', '')}"


def compare(texts: list[str]) -> BatchComparison:
    """Segment a batch of texts with both segmenters, and compare the results."""
    from pyvi import ViTokenizer

    ours = default_segmenter().tokenize_all(texts)
    theirs = [ViTokenizer.tokenize(text) for text in texts]
    pieces = sum(text.count(" ") + text.count("_") + 1 for text in theirs)
    different = [text for text, own, other in zip(texts, ours, theirs, strict=True) if own != other]
    return BatchComparison(len(texts), pieces, different)


def _batches(path: Path, step: int) -> Iterator[list[str]]:
    texts = articles(path, step)
    while batch := list(islice(texts, _BATCH_TEXTS)):
        yield batch


def main() -> int:
    """Compare all files and print the differences. Return the exit status: 1 if a text differs, else 0."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/news")
    total_different = 0
    with multiprocessing.Pool(_PROCESSES) as pool:
        for name, step in _FILES:
            different: list[str] = []
            began, texts, pieces = time.perf_counter(), 0, 0
            for batch in pool.imap_unordered(compare, _batches(folder / name, step)):
                texts += batch.texts
                pieces += batch.pieces
                different += batch.different
            seconds = time.perf_counter() - began
            print(f"{name}: {texts:,} texts, {pieces:,} pieces, {len(different)} different, {seconds:.0f} s")
            for text in different[:_SHOWN_DIFFERENCES]:
                print(f"  {text[:_SHOWN_LETTERS]!r}")
            total_different += len(different)
    return 1 if total_different else 0


if __name__ == "__main__":
    sys.exit(main())

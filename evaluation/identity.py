"""Proof on real articles that `tokenize` returns what pyvi returns: `python -m evaluation.identity [DATA]`.

DATA is the folder of news files (default ../shared/data/news): every fourth article of vntc, all others.
"""

from __future__ import annotations

import json
import lzma
import multiprocessing
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from analyzers.segment import default_segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = (("vntc.jsonl.xz", 4), ("rss2025_30k.jsonl.xz", 1), ("crawl2025_2k.jsonl.xz", 1))
_BATCH = 250


def articles(path: Path, step: int) -> Iterator[str]:
    """Yield title and body of every step-th article."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, step):
            record = json.loads(line)
            yield f"{record['title']}\n{record.get('body') or record.get('text', '')}"


def differences(texts: list[str]) -> tuple[int, int, list[str]]:
    """(texts, pieces, the texts that are cut another way) of one batch."""
    from pyvi import ViTokenizer

    ours = default_segmenter().tokenize_all(texts)
    theirs = [ViTokenizer.tokenize(text) for text in texts]
    pieces = sum(text.count(" ") + text.count("_") + 1 for text in theirs)
    wrong = [text for text, a, b in zip(texts, ours, theirs, strict=True) if a != b]
    return len(texts), pieces, wrong


def _batches(path: Path, step: int) -> Iterator[list[str]]:
    texts = articles(path, step)
    while batch := list(islice(texts, _BATCH)):
        yield batch


def main() -> int:
    """Print what was compared; return 1 if anything differs."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/news")
    failed = 0
    with multiprocessing.Pool(2) as pool:
        for name, step in _FILES:
            wrong: list[str] = []
            began, texts, pieces = time.perf_counter(), 0, 0
            for number, size, bad in pool.imap_unordered(differences, _batches(folder / name, step)):
                texts, pieces, wrong = texts + number, pieces + size, wrong + bad
            seconds = time.perf_counter() - began
            print(f"{name}: {texts:,} texts, {pieces:,} pieces, {len(wrong)} different, {seconds:.0f} s")
            for text in wrong[:3]:
                print(f"  {text[:200]!r}")
            failed += len(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

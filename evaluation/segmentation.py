"""How well are texts divided into words? Compares precision, recall and F1 with pyvi and underthesea.

    python -m evaluation.segmentation [FOLDER]

FOLDER (default: ../shared/data/segmentation) has the files of gold sentences in FILES. Each line is one
sentence, in which the syllables of a word are joined by `_`. The segmenters get the sentences with blanks in
place of `_`. A word is right if a gold word has the same start and end. Blanks are not counted in the start
and end of a word.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analyzers import tokenize
from analyzers.alignment import model_spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES = ("ud_vtb_dev.txt", "ud_vtb_train.txt")
"""The files of gold sentences."""


@dataclass(frozen=True, slots=True)
class Score:
    """The numbers of right words, of words that a segmenter found, and of gold words."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of the found words that are right."""
        return self.right / self.found

    @property
    def recall(self) -> float:
        """The share of the gold words that were found."""
        return self.right / self.gold

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold)


def spans(words: list[str]) -> set[tuple[int, int]]:
    """Return the set of (start, end) of the words. Only characters other than white space and `_` count."""
    word_spans = set()
    start = 0
    for word in words:
        end = start + sum(not (letter.isspace() or letter == "_") for letter in word)
        word_spans.add((start, end))
        start = end
    return word_spans


def score(gold: list[list[str]], segment: Callable[[str], list[str]]) -> Score:
    """Return the score of a segmenter on gold sentences: lists of words whose syllables are joined by `_`."""
    right_count = found_count = gold_count = 0
    for sentence in gold:
        expected = spans(sentence)
        actual = spans(segment(" ".join(sentence).replace("_", " ")))
        right_count += len(expected & actual)
        found_count += len(actual)
        gold_count += len(expected)
    return Score(right_count, found_count, gold_count)


def segmenters() -> Iterator[tuple[str, Callable[[str], list[str]]]]:
    """Yield the name and the function of each installed segmenter. Print a note if underthesea is missing."""
    yield "analyzers.tokenize", lambda text: tokenize(text).split(" ")
    yield "as the word layer reads", lambda text: tokenize(model_spelling(text)).split(" ")
    if importlib.util.find_spec("pyvi"):
        from pyvi import ViTokenizer

        yield "pyvi", lambda text: ViTokenizer.tokenize(text).split(" ")
    if importlib.util.find_spec("underthesea") is None:
        print("underthesea is skipped: it is not installed (pip install underthesea)")
        return
    from underthesea import word_tokenize

    yield "underthesea", word_tokenize


def main() -> None:
    """Print precision, recall and F1 of every segmenter on every file."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/segmentation")
    texts = {name: (folder / name).read_text(encoding="utf-8").splitlines() for name in FILES}
    gold = {name: [line.split() for line in lines if line.strip()] for name, lines in texts.items()}
    print(f"{'':26}{'file':20}{'precision':>10}{'recall':>10}{'F1':>10}")
    for name, segment in segmenters():
        for file, sentences in gold.items():
            result = score(sentences, segment)
            print(f"{name:26}{file:20}{result.precision:10.4f}{result.recall:10.4f}{result.f1:10.4f}")


if __name__ == "__main__":
    main()

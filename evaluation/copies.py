"""Are copies of one story found, and is what is found a copy? The evaluation of `searchidx.copies`.

    python -m evaluation.copies [--pairs N] [--near-misses N] [--seed S] FILE...

Each FILE has an object with `title` and `body` in each line (JSON Lines, which may be compressed as .xz). All
files together are one collection. Candidates are found as the engine finds them (`candidates`), and
`are_copies` decides each. The output has four parts:

1. the numbers of candidates and copies, the largest buckets, and the CPU time;
2. the recall of the bodies that occur earlier in the collection;
3. the recall of made pairs: random articles, changed in each of the ways in `CHANGES`. The changed articles
   of each way are added to the whole collection;
4. for reading: random reported pairs whose bodies differ, and random near misses, each as a list of the
   passages in which the two bodies differ. A near miss is a rejected candidate that shares at least half of
   its shingles.
"""

from __future__ import annotations

import argparse
import difflib
import json
import lzma
import random
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from analyzers.bulk import Analyzer
from analyzers.fold import fold
from searchidx import Document, ReadError, SearchError
from searchidx.copies.compare import are_copies
from searchidx.copies.sketch import sketches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_MADE: Final = 500
"""The number of articles that are changed."""

_MADE_SEED: Final = 13
"""The seed of the choice of these articles, and of their changes."""

_BATCH: Final = 1000
"""The number of documents that are sketched at once."""

NEIGHBOURS: Final = 16
"""Each document is compared with this number of documents that follow it in a bucket."""

_MAX_LEAD: Final = 0.25
"""The greatest share of an article that is taken for its lead."""

_KEPT: Final = 0.7
"""The share of an article that is left when it is cut."""

_SIGNS: Final = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", '"': "”", "-": "–", "…": "..."}
)
_TONES: Final = {
    "hoà": "hòa",
    "hoá": "hóa",
    "toà": "tòa",
    "thuỷ": "thủy",
    "hòa": "hoà",
    "hóa": "hoá",
    "tòa": "toà",
}
_ENTITIES: Final = {"ế": "&#7871;", "à": "&agrave;", "đ": "&#273;", '"': "&quot;"}

_ABOVE: Final = ("Trang chủ", "Thời sự", "Thứ ba, 14/5/2024, 07:30 (GMT+7)", "Chia sẻ")
_BELOW: Final = ("Ban biên tập", "Bình luận (12)", "Gửi bài viết cho bạn bè", "In trang này", "Xem thêm")


class Change(NamedTuple):
    """An article that a function turns into a copy, another article, and the source of random numbers."""

    article: Document
    other: Document
    chance: random.Random


def _with_body(article: Document, body: str) -> Document:
    return Document(article.id + "-copy", article.title, body)


def cut(change: Change) -> Document:
    """Return the article without its end."""
    words = change.article.body.split(" ")
    return _with_body(change.article, " ".join(words[: round(_KEPT * len(words))]))


def with_other_title(change: Change) -> Document:
    """Return the article with the title of another article."""
    return Document(change.article.id + "-copy", change.other.title, change.article.body)


def with_other_lead(change: Change) -> Document:
    """Return the article with its lead rewritten: only the numbers and names of the lead are left.

    Its other words are replaced by words of another article.
    """
    lead, rest = _lead_and_rest(change.article.body)
    return _with_body(change.article, f"{_rewritten(lead, change.other.body)}\n{rest}")


def _rewritten(text: str, other: str) -> str:
    """Return the numbers and names of a text among words of another text, in another order."""
    kept = [word for word in text.split() if not word[0].islower()]
    words = [word for word in other.split() if word.islower()][: len(text.split()) - len(kept)]
    for at, word in enumerate(kept):
        words.insert(2 * at + 1, word)
    return " ".join(words)


def with_furniture(change: Change) -> Document:
    """Return the article with lines of page furniture above and below it."""
    above = _ABOVE[: change.chance.randint(1, len(_ABOVE))]
    below = _BELOW[: change.chance.randint(1, len(_BELOW))]
    return _with_body(change.article, "\n".join((*above, change.article.body, *below)))


def with_moved_paragraph(change: Change) -> Document:
    """Return the article with one paragraph in another place, or one sentence if there are few paragraphs."""
    body = change.article.body
    separator = "\n" if body.count("\n") >= 2 else ". "
    parts = body.split(separator)
    moved = parts.pop(change.chance.randrange(len(parts)))
    parts.insert(change.chance.randrange(len(parts) + 1), moved)
    return _with_body(change.article, separator.join(parts))


def with_other_signs(change: Change) -> Document:
    """Return the article with other quotes and dashes, the other place of tone marks, and HTML entities."""
    text = change.article.body.translate(_SIGNS)
    text = re.sub("|".join(_TONES), lambda match: _TONES[match[0]], text)
    for letter, entity in _ENTITIES.items():
        text = text.replace(letter, entity)
    return _with_body(change.article, text)


def with_all_changes(change: Change) -> Document:
    """Return the article with all changes, in a mild form: a tenth is cut, and the lead is one sentence."""
    article = change.article
    words = article.body.split(" ")
    lead, dot, rest = " ".join(words[: round(0.9 * len(words))]).partition(". ")
    if len(lead) <= _MAX_LEAD / 2 * len(article.body):
        article = _with_body(article, _rewritten(lead, change.other.body) + dot + rest)
    for apply in (with_moved_paragraph, with_other_signs, with_furniture, with_other_title):
        article = apply(change._replace(article=article))
    return article


CHANGES: Final[dict[str, Callable[[Change], Document]]] = {
    "cut at 70 %": cut,
    "other title": with_other_title,
    "other lead": with_other_lead,
    "furniture": with_furniture,
    "paragraph moved": with_moved_paragraph,
    "other signs": with_other_signs,
    "all, mild": with_all_changes,
}
"""The ways in which an article is changed, by their names in the table."""


def _lead_and_rest(body: str) -> tuple[str, str]:
    """Divide a body after its first paragraph or sentence, if it is short enough, or after a fifth."""
    for separator in ("\n", ". "):
        lead, _, rest = body.partition(separator)
        if len(lead) <= _MAX_LEAD * len(body):
            return lead, rest
    words = body.split()
    return " ".join(words[: len(words) // 5]), " ".join(words[len(words) // 5 :])


class Candidates(NamedTuple):
    """The candidates of a collection: an array of pairs of indices, and the sizes of the largest buckets."""

    pairs: NDArray[np.int64]
    largest: list[int]


def sketches_of(documents: Sequence[Document]) -> tuple[NDArray[np.uint16], float]:
    """Return the sketches of all documents, and the CPU time of making them, in seconds."""
    analyzer = Analyzer()
    found = []
    seconds = 0.0
    for first in range(0, len(documents), _BATCH):
        folded = analyzer.analyze([each.body for each in documents[first : first + _BATCH]]).folded
        started = time.process_time()
        found.append(sketches(folded))
        seconds += time.process_time() - started
    return np.concatenate(found), seconds


def candidates(found: NDArray[np.uint16]) -> Candidates:
    """Return the candidates among sketches, as the engine finds them.

    Documents with an equal band are a bucket. The engine sorts each bucket by the whole sketch, and compares
    each document with the next `NEIGHBOURS` documents in this order. Rows of zeros are in no bucket.
    """
    count, size = found.shape
    # The rank of each document in the order of the whole sketches.
    ranks = np.empty(count, np.int64)
    ranks[np.lexsort(found.T[::-1])] = np.arange(count)
    pairs, largest = [np.empty(0, np.int64)], []
    for column in range(0, size, 2):
        keys = found[:, column].astype(np.int64) << 16 | found[:, column + 1]
        # The documents with a sketch, bucket by bucket, and the keys of their buckets.
        order = np.lexsort((ranks, keys))
        order = order[found[order].any(axis=1)]
        keys = keys[order]
        largest += np.sort(np.unique(keys, return_counts=True)[1])[-3:].tolist()
        for distance in range(1, min(NEIGHBOURS, len(order) - 1) + 1):
            places = np.flatnonzero(keys[distance:] == keys[:-distance])
            one, other = order[places], order[places + distance]
            pairs.append(np.minimum(one, other) * count + np.maximum(one, other))
    unique = np.unique(np.concatenate(pairs))
    return Candidates(np.stack([unique // count, unique % count], axis=1), sorted(largest, reverse=True)[:5])


def repeated_recall(documents: Sequence[Document], reported: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return how many bodies occur earlier, and how many of these are reported with an equal body."""
    first: dict[str, int] = {}
    for index, document in enumerate(documents):
        first.setdefault(document.body, index)
    repeated = len(documents) - len(first)
    found = {max(pair) for pair in reported if documents[pair[0]].body == documents[pair[1]].body}
    return repeated, len(found)


def made_recall(
    documents: Sequence[Document], found: NDArray[np.uint16]
) -> Iterator[tuple[str, int, int, int]]:
    """Yield the name of each change, the number of made pairs, of candidates and of copies among them."""
    count = min(_MADE, len(documents) // 2)
    for name, apply in CHANGES.items():
        chance = random.Random(_MADE_SEED)
        chosen = chance.sample(range(len(documents)), 2 * count)
        made = [
            apply(Change(documents[index], documents[other], chance))
            for index, other in zip(chosen[:count], chosen[count:], strict=True)
        ]
        made_sketches, _ = sketches_of(made)
        originals = {len(documents) + at: index for at, index in enumerate(chosen[:count])}
        pairs = [
            (one, other)
            for one, other in candidates(np.concatenate([found, made_sketches])).pairs.tolist()
            if originals.get(other) == one
        ]
        yield name, count, len(pairs), sum(are_copies([*documents, *made], pairs))


def difference(one: Document, other: Document) -> str:
    """Return the passages in which two bodies differ, as `{-…-}` and `{+…+}`, with the beginnings of both."""
    words = [each.body.split() for each in (one, other)]
    plain = [[re.sub(r"\W", "", fold(word)).lower() for word in each] for each in words]
    matcher = difflib.SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    parts = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            parts.append(_shortened(words[0][start:end], 6))
        else:
            parts.append(f"{{-{_shortened(words[0][start:end], 30)}-}}" if end > start else "")
            parts.append(f"{{+{_shortened(words[1][first:last], 30)}+}}" if last > first else "")
    titles = " | ".join(f"{each.title[:90]} ({len(each.body.split())} words)" for each in (one, other))
    return f"{titles}\n{_shortened(' '.join(filter(None, parts)).split(), 120)}"


def _shortened(words: Sequence[str], most: int) -> str:
    """Return the words as text, with the number of words that are left out in the middle."""
    if len(words) <= most:
        return " ".join(words)
    return " ".join([*words[: most // 2], f"[{len(words) - most}]", *words[-(most // 2) :]])


def is_near_miss(one: Document, other: Document) -> bool:
    """Return whether at least half of the shingles of three words of one body are in the other body."""
    sets = []
    for document in (one, other):
        words = fold(document.body).lower().split()
        sets.append(set(zip(words, words[1:], words[2:], strict=False)))
    return 2 * len(sets[0] & sets[1]) >= min(map(len, sets)) > 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate the collection in the files that the arguments name, and print the four parts.

    Return the exit status: 0, or 2 if a file cannot be read.
    """
    options = _parser().parse_args(arguments)
    try:
        documents = [document for path in options.files for document in _documents(path)]
    except SearchError as error:
        print(f"copies: nothing was measured. {error}", file=sys.stderr)
        return 2
    found, sketch_seconds = sketches_of(documents)
    pairs, largest = candidates(found)
    started = time.process_time()
    pair_list = [(one, other) for one, other in pairs.tolist()]
    decisions = are_copies(documents, pair_list)
    seconds = time.process_time() - started
    reported = [pair for pair, is_copy in zip(pair_list, decisions, strict=True) if is_copy]
    print(f"documents {len(documents):,}, without a sketch {int(np.sum(~found.any(axis=1))):,}")
    print(f"candidates {len(pairs):,}, copies {len(reported):,}, largest buckets {largest}")
    print(f"CPU: sketches {sketch_seconds:.2f} s, decisions {seconds:.2f} s")
    repeated, linked = repeated_recall(documents, reported)
    print(f"{'repeated bodies':<16} {repeated:>6} found {linked:>6} {100 * linked / max(1, repeated):6.1f} %")
    for name, count, as_candidates, as_copies in made_recall(documents, found):
        share = 100 * as_copies / max(1, count)
        print(f"{name:<16} {count:>6} found {as_copies:>6} {share:6.1f} %   candidates {as_candidates}")
    _print_sample("reported", documents, reported, options.pairs, options.seed, _bodies_differ)
    rejected = [pair for pair, is_copy in zip(pair_list, decisions, strict=True) if not is_copy]
    _print_sample("near miss", documents, rejected, options.near_misses, options.seed, is_near_miss)
    return 0


def _bodies_differ(one: Document, other: Document) -> bool:
    return one.body != other.body


def _print_sample(
    name: str,
    documents: Sequence[Document],
    pairs: Sequence[tuple[int, int]],
    count: int,
    seed: int,
    is_wanted: Callable[[Document, Document], bool],
) -> None:
    """Print the differences of up to `count` random pairs among those that are wanted."""
    shown = 0
    for one, other in random.Random(seed).sample(pairs, len(pairs)):
        if shown == count:
            return
        if is_wanted(documents[one], documents[other]):
            shown += 1
            print(f"\n{name} {shown}: {one} {other}\n{difference(documents[one], documents[other])}")


def _documents(path: Path) -> list[Document]:
    """Return the documents of a JSON Lines file. Raises ReadError."""
    open_file = lzma.open if path.suffix == ".xz" else Path.open
    try:
        with open_file(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        return [Document(f"{path.name}:{at}", row["title"], row["body"]) for at, row in enumerate(rows)]
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError) as error:
        reason = f"{path} cannot be read ({type(error).__name__}: {error})."
        raise ReadError(
            f"{reason} Give a file with an object with `title` and `body` in each line."
        ) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.copies",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file with articles")
    parser.add_argument("--pairs", type=int, default=0, metavar="N", help="print N reported pairs")
    parser.add_argument("--near-misses", type=int, default=0, metavar="N", help="print N near misses")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="choose the pairs with seed S")
    return parser


if __name__ == "__main__":
    sys.exit(main())

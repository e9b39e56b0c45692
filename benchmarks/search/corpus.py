"""Which articles and queries are used? Those in ../shared/data, which are unpacked into the work folder."""

from __future__ import annotations

import json
import lzma
import random
import shutil
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING, Final

from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ARTICLE_FILE = "news/vntc.jsonl.xz"
"""The file of articles in the folder of data."""

_ALL_ARTICLES: Final = 84_132
"""The number of articles in that file."""

_QUERY_FILE = "queries/web_keywords.tsv"
"""The file of queries in the folder of data. The first column of each line is a query."""

_SEED: Final = 20_251_122
"""The seed of the random choice of queries."""

_ARTICLES_PER_FOLDER: Final = 1_000
"""The number of files in each folder of the nested layout."""

_CHANGED_WORDS = slice(3, None, 7)
"""The indexes of the words of an article that are changed in a copy."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A JSON Lines file of articles, their number, and the total size of titles and bodies in UTF-8 bytes."""

    path: Path
    number: int
    size: int

    def documents(self, number: int | None = None, copies: int = 1) -> Iterator[Document]:
        """Yield all articles, or `number` evenly spaced articles, `copies` times.

        From the second copy on, every seventh word is changed, so that the vocabulary grows as it would with
        new articles. These copies also have other ids.
        """
        for copy in range(copies):
            for record in self._records(number):
                body = _with_changed_words(record["body"], copy) if copy else record["body"]
                yield Document(
                    id=f"{record['id']}-{copy}" if copy else record["id"],
                    title=record["title"],
                    body=body,
                    category=record["category"],
                    source=record["source"],
                )

    def _records(self, number: int | None) -> Iterator[dict[str, str]]:
        with self.path.open(encoding="utf-8") as lines:
            for index, line in enumerate(lines):
                if number is None or _is_sampled(index, self.number, number):
                    yield json.loads(line)


def prepare(data: Path, work: Path, number: int | None) -> Corpus:
    """Return a corpus of all articles, or of `number` evenly spaced articles.

    The articles are unpacked into the work folder if they are not there.
    """
    number = min(number or _ALL_ARTICLES, _ALL_ARTICLES)
    path = work / f"articles-{number}.jsonl"
    if not path.exists():
        part = path.with_suffix(".part")
        with (
            lzma.open(data / _ARTICLE_FILE, "rt", encoding="utf-8") as lines,
            part.open("w", encoding="utf-8") as out,
        ):
            out.writelines(
                line for index, line in enumerate(lines) if _is_sampled(index, _ALL_ARTICLES, number)
            )
        part.rename(path)
    corpus = Corpus(path, number, 0)
    return Corpus(path, number, sum(size_of(document) for document in corpus.documents()))


def size_of(document: Document) -> int:
    """Return the number of UTF-8 bytes of an article's title and body."""
    return len(document.title.encode()) + len(document.body.encode())


def queries(data: Path, number: int) -> list[str]:
    """Return `number` keywords that people typed into a search engine. The choice is always the same."""
    lines = (data / _QUERY_FILE).read_text(encoding="utf-8").splitlines()
    keywords = [line.split("\t")[0] for line in lines if line.strip()]
    drawn = random.Random(_SEED).sample(keywords, min(number, len(keywords)))
    return [words_of_keyword(keyword) for keyword in drawn]


def words_of_keyword(keyword: str) -> str:
    """Return the words of a keyword in lower case, without the characters of the query language."""
    letters = "".join(letter if letter.isalnum() or letter in " .,/%&" else " " for letter in keyword)
    return " ".join(letters.lower().split())


def write_files(corpus: Corpus, folder: Path) -> tuple[Path, Path]:
    """Write each article as a text file. Return two folders with all files.

    The first folder has all files directly. The second folder has hard links to them, in folders of a
    thousand.
    """
    flat, nested = folder / "flat", folder / "nested"
    shutil.rmtree(folder, ignore_errors=True)
    flat.mkdir(parents=True)
    documents = enumerate(corpus.documents())
    for folder_number in count():
        batch = list(islice(documents, _ARTICLES_PER_FOLDER))
        if not batch:
            break
        inner = nested / f"{folder_number:03}"
        inner.mkdir(parents=True)
        for index, document in batch:
            file = flat / f"{index:06}.txt"
            file.write_text(f"{document.title}\n\n{document.body}\n", encoding="utf-8")
            (inner / file.name).hardlink_to(file)
    return flat, nested


def _is_sampled(index: int, total: int, number: int) -> bool:
    """Return whether the item at `index` is among `number` evenly spaced items of `total`."""
    return (index + 1) * number // total > index * number // total


def _with_changed_words(text: str, copy: int) -> str:
    words = text.split(" ")
    words[_CHANGED_WORDS] = [f"{word}{copy}" if word.isalpha() else word for word in words[_CHANGED_WORDS]]
    return " ".join(words)

"""The articles and queries that are measured on: plain copies in the work folder, read one by one."""

from __future__ import annotations

import json
import lzma
import random
import shutil
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ARTICLES = "news/vntc.jsonl.xz"
_ALL = 84_132
_QUERIES = "queries/web_keywords.tsv"
_SEED = 20_251_122


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles in a plain JSON-lines file, and the UTF-8 bytes of their titles and bodies."""

    path: Path
    number: int
    size: int

    def documents(self, number: int | None = None, copies: int = 1) -> Iterator[Document]:
        """Yield all articles, or that many evenly spaced ones; copies after the first have changed words."""
        for copy in range(copies):
            for record in self._records(number):
                body = _changed(record["body"], copy) if copy else record["body"]
                yield Document(
                    id=f"{record['id']}-{copy}" if copy else record["id"],
                    title=record["title"],
                    body=body,
                    category=record["category"],
                    source=record["source"],
                )

    def _records(self, number: int | None) -> Iterator[dict[str, str]]:
        with self.path.open(encoding="utf-8") as lines:
            for at, line in enumerate(lines):
                if number is None or _kept(at, self.number, number):
                    yield json.loads(line)


def prepare(data: Path, work: Path, number: int | None) -> Corpus:
    """Unpack the articles, or that many evenly spaced ones, into the work folder."""
    number = min(number or _ALL, _ALL)
    path = work / f"articles-{number}.jsonl"
    if not path.exists():
        part = path.with_suffix(".part")
        with (
            lzma.open(data / _ARTICLES, "rt", encoding="utf-8") as lines,
            part.open("w", encoding="utf-8") as out,
        ):
            out.writelines(line for at, line in enumerate(lines) if _kept(at, _ALL, number))
        part.rename(path)
    corpus = Corpus(path, number, 0)
    return Corpus(path, number, sum(size_of(document) for document in corpus.documents()))


def size_of(document: Document) -> int:
    """Return the UTF-8 bytes of an article's title and body."""
    return len(document.title.encode()) + len(document.body.encode())


def queries(data: Path, number: int) -> list[str]:
    """Return that many of the web's keywords, the same ones every time."""
    lines = (data / _QUERIES).read_text(encoding="utf-8").splitlines()
    keywords = [line.split("\t")[0] for line in lines if line.strip()]
    drawn = random.Random(_SEED).sample(keywords, min(number, len(keywords)))
    return [plain(keyword) for keyword in drawn]


def plain(keyword: str) -> str:
    """Return the words of a keyword with nothing in them that the query language would read."""
    letters = "".join(letter if letter.isalnum() or letter in " .,/%&" else " " for letter in keyword)
    return " ".join(letters.lower().split())


def write_files(corpus: Corpus, folder: Path) -> tuple[Path, Path]:
    """Write one text file an article: into one folder, and (as links to them) a thousand to a folder."""
    flat, nested = folder / "flat", folder / "nested"
    shutil.rmtree(folder, ignore_errors=True)
    flat.mkdir(parents=True)
    rest = enumerate(corpus.documents())
    while some := list(islice(rest, 1000)):
        inner = nested / f"{some[0][0] // 1000:03}"
        inner.mkdir(parents=True)
        for at, document in some:
            file = flat / f"{at:06}.txt"
            file.write_text(f"{document.title}\n\n{document.body}\n", encoding="utf-8")
            (inner / file.name).hardlink_to(file)
    return flat, nested


def _kept(at: int, total: int, number: int) -> bool:
    return (at + 1) * number // total > at * number // total


def _changed(text: str, copy: int) -> str:
    """Every seventh word becomes another one, so that a copy adds to the vocabulary as new articles would."""
    words = text.split(" ")
    words[3::7] = [f"{word}{copy}" if word.isalpha() else word for word in words[3::7]]
    return " ".join(words)

"""What is measured on? Test collections: documents, queries and judgements, read from files.

A test collection is a folder with three files:

- `corpus.jsonl.xz` has an object `{"id": ..., "title": ..., "text": ...}` in each line. A folder may have
  `corpus.files` instead. Each line of it is the path of such a file, relative to the folder. In these files
  the text may also be called `body`;
- `queries.jsonl` has an object `{"id": ..., "text": ...}` in each line;
- `qrels.tsv` has a header line, then `query TAB document TAB grade` in each line. A document with grade 0 is
  not relevant. The gain of a document is 2^grade - 1, so that grade 1 gains 1 and grade 2 gains 3 (Burges et
  al., "Learning to rank using gradient descent", 2005).
"""

from __future__ import annotations

import hashlib
import json
import lzma
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchidx import Document, ReadError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
"""The folder of the project."""

SEEDS = ROOT / "seeds"
"""The folder of the project's own articles."""

TOPICS = ROOT / "evaluation" / "seeds"
"""The folder of the topics and judgements for the project's own articles."""


@dataclass(frozen=True, slots=True)
class Query:
    """One information need, as a user would type it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, the queries with judgements, and the judgements: query id -> document id -> gain.

    The gain of a document that is not relevant is 0.
    """

    name: str
    documents: tuple[Document, ...]
    queries: tuple[Query, ...]
    judgements: Mapping[str, Mapping[str, int]]


def load(folder: Path) -> Collection:
    """Return the collection in a folder. For `evaluation/seeds`, return the project's own collection.

    Queries without judgements are left out. Raises a ReadError that names the unreadable file.
    """
    if folder.resolve() == TOPICS.resolve():
        return load_seeds()
    judgements = {
        query: {document: 2**grade - 1 for document, grade in grades.items()}
        for query, grades in read_judgements(folder / "qrels.tsv").items()
    }
    documents = tuple(
        Document(row["id"], row.get("title", ""), row["text"] if "text" in row else row["body"])
        for path in _corpus_files(folder)
        for row in _rows(path)
    )
    return Collection(folder.name, documents, read_queries(folder / "queries.jsonl", judgements), judgements)


def _corpus_files(folder: Path) -> list[Path]:
    """Return the files with the documents of the collection in a folder. Raises ReadError."""
    listing = folder / "corpus.files"
    if not listing.exists():
        return [folder / "corpus.jsonl.xz"]
    return [folder / line.strip() for line in _lines(listing) if line]


def load_seeds() -> Collection:
    """Return the project's own collection: the articles of seeds/ with the topics of evaluation/seeds/.

    The gain of a document is its grade. The documents have no paths, so that their segments
    are the same in every checkout of the project.
    """
    from searchidx import read

    judgements = read_judgements(TOPICS / "judgements.tsv")
    queries = read_queries(TOPICS / "topics.jsonl", judgements)
    documents = tuple(replace(document, path="") for document in read(SEEDS))
    return Collection("seeds", documents, queries, judgements)


def seeds_fingerprint() -> str:
    """Return the SHA-256 of the project's own collection, in hexadecimal digits.

    It is computed from the names and contents of the articles, except hidden files, and of the topics and
    judgements.
    """
    files = [path for path in sorted(SEEDS.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    digest = hashlib.sha256()
    for path in (*files, TOPICS / "topics.jsonl", TOPICS / "judgements.tsv"):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_queries(path: Path, judgements: Mapping[str, Mapping[str, int]]) -> tuple[Query, ...]:
    """Return the queries of a JSON Lines file that have judgements, in order. Raises ReadError."""
    return tuple(Query(row["id"], row["text"]) for row in _rows(path) if row["id"] in judgements)


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return query id -> document id -> grade from a TSV file of judgements, which begins with a header line.

    Raises ReadError.
    """
    judgements: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path)[1:], start=2):
        try:
            query, document, grade = line.split("\t")
            judgements.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            reason = (
                f"{path}, line {number} is not `query TAB document TAB grade`: {line!r}. Correct the line."
            )
            raise ReadError(reason) from error
    return judgements


def _lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 file. Raises ReadError."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file, which may be compressed as .xz. Raises ReadError."""
    open_file = lzma.open if path.suffix == ".xz" else Path.open
    try:
        with open_file(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except (OSError, EOFError, lzma.LZMAError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> ReadError:
    return ReadError(
        f"{path} cannot be read ({error}). A test collection is a folder with corpus.jsonl.xz or "
        f"corpus.files, queries.jsonl and qrels.tsv; give such a folder, or evaluation/seeds."
    )

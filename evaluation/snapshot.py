"""Do two versions behave in the same way? Writes the behaviour of one version, to be compared with `diff -r`.

    python -m evaluation.snapshot FOLDER [COLLECTION...]

One JSON file for each collection is written to FOLDER. The collection is indexed in three commits, and the
file has the hashes of the segment files after each commit. Then queries of the collection and queries with
operators and fields are searched. For each query, the file has a hash of the plan and a hash of the hits.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from analyzers.fold import fold
from evaluation.collection import ROOT, TOPICS, load
from evaluation.forms import half_accented
from searchidx import Index, SearchError
from searchidx.engines import columnar as engine
from searchidx.planning.planner import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.collection import Collection
    from searchidx.engines.base import Searcher
    from searchidx.model import Document, Results

RETRIEVAL_SETS = ROOT.parent / "shared" / "data" / "retrieval"
"""The folder of the test collections that are used if the arguments have none."""

MAX_DOCUMENTS: Final = 4_000
"""The greatest number of documents that are indexed: the first documents of a collection."""

MAX_QUERIES: Final = 100
"""The greatest number of queries of a collection, evenly spaced. Each one is searched in three forms."""

HASH_BYTES: Final = 10
"""The size of a hash in bytes. Hashes are written in hexadecimal digits."""

LANGUAGE_QUERIES = Path(__file__).with_name("snapshot_queries.txt")
"""The file of queries that are searched in every collection.

It has operators, fields, dates, abbreviations, codes, keyboard slips, syntax errors, and an empty line for
the empty query.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the snapshots of the collections in the arguments.

    Return the exit status: 2 if a collection cannot be read or indexed, else 0.
    """
    options = _parser().parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        for path in options.collections or default_collections():
            collection = load(path)
            content = snapshot(collection, with_values=options.values)
            file = options.folder / f"{collection.name}.json"
            file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            print(
                f"{file}: {content['documents']:,} documents, {len(content['queries']):,} queries", flush=True
            )
    except SearchError as error:
        print(f"snapshot: {error}", file=sys.stderr)
        return 2
    return 0


def default_collections() -> list[Path]:
    """Return the folders of the project's own collection and of all collections in `RETRIEVAL_SETS`."""
    if not RETRIEVAL_SETS.is_dir():
        print(f"There is no folder {RETRIEVAL_SETS}, so only evaluation/seeds is used.", file=sys.stderr)
    return [TOPICS, *sorted(corpus.parent for corpus in RETRIEVAL_SETS.glob("*/corpus.jsonl.xz"))]


def snapshot(collection: Collection, *, with_values: bool = False) -> dict[str, Any]:
    """Return the hashes of segments, plans and hits for a collection, as an object for `json.dump`.

    If `with_values` is True, the plans and hits themselves replace their hashes.
    """
    documents = collection.documents[:MAX_DOCUMENTS]
    queries: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "index"
        segments = _segments_of_three_commits(folder, documents)
        with Index.open(folder) as index, engine.open(folder) as opened:
            searcher = opened.searcher()
            for query in _queries(collection):
                answer = _answer(query, index, searcher)
                queries[query] = (
                    answer if with_values else {name: json_hash(value) for name, value in answer.items()}
                )
            searcher.close()
    return {"format": 1, "documents": len(documents), "segments": segments, "queries": queries}


def _segments_of_three_commits(folder: Path, documents: Sequence[Document]) -> list[list[str]]:
    """Index the documents in three commits. Return the sorted hashes of the segment files after each."""
    first_of_second_commit = 2 * len(documents) // 3
    hashes = []
    with Index.create(folder) as index:
        index.update(documents[:first_of_second_commit], workers=0)
        hashes.append(_segment_hashes(folder))
        index.update(documents[first_of_second_commit:], workers=0)
        hashes.append(_segment_hashes(folder))
        with index.updating(workers=0) as update:
            update.delete([document.id for document in documents[5:60:7]])
            update.add(documents[3:40:6])
        hashes.append(_segment_hashes(folder))
    return hashes


def _segment_hashes(folder: Path) -> list[str]:
    return sorted(_hash(path.read_bytes()) for path in folder.glob("*.columns"))


def _queries(collection: Collection) -> list[str]:
    """Return the texts to search for, without duplicates."""
    step = -(-len(collection.queries) // MAX_QUERIES)
    texts = LANGUAGE_QUERIES.read_text(encoding="utf-8").splitlines()
    for query in collection.queries[::step]:
        texts += [query.text, fold(query.text), half_accented(query.text, query.id)]
    return list(dict.fromkeys(texts))


def _answer(query: str, index: Index, searcher: Searcher) -> dict[str, Any]:
    """Return the plan of a query, its first ten hits, and hits 9 to 11 with explanations, or the error."""
    try:
        pages = [index.search(query), index.search(query, limit=3, offset=8, explain=True)]
        return {
            "plan": _plan_value(plan(analyze_query(parse(query)), searcher)),
            "hits": [_page_value(page) for page in pages],
        }
    except SearchError as error:
        return {"error": str(error)}


def _plan_value(part: Any) -> Any:
    """Return a plan or a part of a plan as JSON values. A named tuple is a list with its class name first."""
    if isinstance(part, frozenset):
        return sorted(part)
    if isinstance(part, datetime.date):
        return part.isoformat()
    if isinstance(part, tuple):
        class_name = [type(part).__name__] if hasattr(part, "_fields") else []
        return class_name + [_plan_value(item) for item in part]
    return part


def _page_value(page: Results) -> dict[str, Any]:
    suggestion = [page.suggestion.text, page.suggestion.kind] if page.suggestion else None
    hits = [
        {
            "id": hit.document.id,
            "rank": hit.rank,
            "score": hit.score,
            "complete": hit.complete,
            "marks": [hit.title_marks, hit.snippet.text, hit.snippet.marks],
            "explanation": [[contribution.signal, contribution.score] for contribution in hit.explanation],
        }
        for hit in page.hits
    ]
    counts = {"total": page.total, "complete": page.complete, "relaxed": page.relaxed}
    return {**counts, "suggestion": suggestion, "hits": hits}


def json_hash(value: Any) -> str:
    """Return the hash of a value that can be written as JSON, in hexadecimal digits."""
    return _hash(json.dumps(value, ensure_ascii=False).encode())


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=HASH_BYTES).hexdigest()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.snapshot",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="write the JSON files to this folder")
    collection_help = "a test collection (default: evaluation/seeds and all in ../shared/data/retrieval)"
    parser.add_argument("collections", nargs="*", type=Path, metavar="COLLECTION", help=collection_help)
    parser.add_argument("--values", action="store_true", help="write plans and hits instead of their hashes")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Documents, batches and plans for the tests of the engine, over a tiny alphabet of words.

`documents_of`, `segment_of` and `searcher_of` make small indexes by hand; `document` and `plan` are random.
"""

from __future__ import annotations

import datetime
import shutil
import unicodedata
import zlib
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np

from analyzers.bulk import Stream
from searchidx.engines import columnar as engine
from searchidx.engines.base import Batch, FieldSpec
from searchidx.engines.columnar import states
from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment
from searchidx.engines.columnar.searching.searcher import ColumnarSearcher
from searchidx.engines.columnar.writing import new_segments
from searchidx.engines.columnar.writing.writer import ColumnarWriter
from searchidx.engines.plan import (
    AllOf,
    AnyOf,
    AnyTerm,
    Boost,
    DateBetween,
    FieldLength,
    NoneOf,
    NumberEnding,
    PassageWeight,
    Plan,
    RescoredForm,
    Rescoring,
    Signal,
    SyllablePair,
    SyllableTerms,
    Term,
    TermGlob,
    TermPhrase,
    TermPrefix,
    WeightedField,
    WeightedTerm,
)
from searchidx.engines.whoosh.toc import write_toc
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from random import Random

    from searchidx.engines.plan import Condition

FIELDS = (
    FieldSpec("title", positions=True),
    FieldSpec("title_folded", positions=True, folds="title"),
    FieldSpec("title_pairs", positions=False, pairs_of="title"),
    FieldSpec("body", positions=True),
    FieldSpec("body_folded", positions=True, folds="body"),
    FieldSpec("body_words", positions=False),
    FieldSpec("body_pairs", positions=False, pairs_of="body_folded"),
    FieldSpec("body_exact_pairs", positions=False, pairs_of="body"),
    FieldSpec("source", positions=True),
    FieldSpec("values", positions=True),
    FieldSpec("values_folded", positions=True, folds="values"),
    FieldSpec("path", positions=False),
)
SIGNED_FIELDS = tuple(spec._replace(signature=spec.name == "body_folded") for spec in FIELDS)
"""The same fields, with signatures of the bodies."""

WORDS = [
    "an",
    "án",
    "ẩn",
    "ba",
    "bà",
    "bá",
    "ca",
    "cá",
    "cấp",
    "dê",
    "đê",
    "đề",
    "e",
    "xuân",
    "y",
    "2021",
    "7ba",
    "12ba",
]
FIRST_DAY = datetime.date(2020, 1, 1)


# --- Documents and their analysis ------------------------------------------------------------------------


def fold(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def tokens(text: str) -> list[tuple[int, str]]:
    """The positions and words of a text; in `a b|c`, a stands at 0, and b and c both stand at 1."""
    return [(position, word) for position, group in enumerate(text.split()) for word in group.split("|")]


def stream(texts: list[list[tuple[int, str]]], lengths: list[int]) -> Stream:
    numbers: dict[str, int] = {}
    flat = [(position, numbers.setdefault(word, len(numbers))) for text in texts for position, word in text]
    return Stream(
        vocabulary=list(numbers),
        ids=np.array([number for _, number in flat], np.int32),
        offsets=np.cumsum([0, *map(len, texts)]),
        positions=np.array([position for position, _ in flat], np.int32),
        lengths=np.array(lengths, np.int32),
    )


def batch(documents: Sequence[Document]) -> Batch:
    streams = {}
    for name in ("title", "body", "source"):
        texts = [getattr(document, name) for document in documents]
        exact = [tokens(text) for text in texts]
        lengths = [len(text.split()) for text in texts]
        streams[name] = stream(exact, lengths)
        if name != "source":
            folded = [[(position, fold(word)) for position, word in text] for text in exact]
            streams[f"{name}_folded"] = stream(folded, lengths)
    words = [
        ["_".join(pair) for pair in zip(document.body.split(), document.body.split()[2:], strict=False)]
        for document in documents
    ]
    values = [sorted({word for _, word in text}) for text in map(tokens, (d.title for d in documents))]
    counts = list(map(len, values))
    streams["values"] = stream([list(enumerate(text)) for text in values], counts)
    folded_values = [[fold(word) for word in text] for text in values]
    streams["values_folded"] = stream([list(enumerate(text)) for text in folded_values], counts)
    paths = [[(0, f"/{document.path}/")] if document.path else [] for document in documents]
    streams["path"] = stream(paths, list(map(len, paths)))
    streams["body_words"] = stream([list(enumerate(text)) for text in words], [len(text) for text in words])
    return Batch(tuple(documents), streams, np.array(list(map(sketch, documents)), np.uint16).reshape(-1, 4))


def sketch(document: Document) -> list[int]:
    """Two bands, of the first word of a body and of the whole body."""
    words = document.body.split()
    texts = (words[0], document.body) if words else ()
    return [
        number for text in texts for number in (zlib.crc32(text.encode("utf-8", "surrogatepass")) % 0xFFFF, 1)
    ] or [0] * 4


def are_copies(documents: Sequence[Document], pairs: Sequence[tuple[int, int]]) -> list[bool]:
    """Documents are copies if their bodies begin with the same words, and one is up to a word longer."""
    return [is_copy(documents[left], documents[right]) for left, right in pairs]


def is_copy(left: Document, right: Document) -> bool:
    short, long = sorted([left.body.split(), right.body.split()], key=len)
    return bool(short) and long[: len(short)] == short and len(long) <= len(short) + 1


class Alone:
    """No workers: all work is done in this process."""

    def submit(self, *_: object) -> None:
        """Refuse all work."""

    def close(self) -> None:
        """Do nothing: there is nothing to end."""


def writer(folder: Path, first_size: int = new_segments.FIRST_FLUSH_BYTES) -> ColumnarWriter:
    """A writer of an index of such documents; its first segment has about that many bytes, others more."""
    with mock.patch.object(new_segments, "FIRST_FLUSH_BYTES", first_size):
        return ColumnarWriter(folder, batch, Alone(), are_copies)


def documents_of(*bodies: str, first: int = 0) -> list[Document]:
    """Documents with these bodies; their ids are 0, 1, 2, ..., or begin with `first`."""
    return [Document(str(number), "", body) for number, body in enumerate(bodies, start=first)]


def searcher_of(
    folder: Path,
    *segments: Sequence[Document],
    deleted: Iterable[str] = (),
    fields: tuple[FieldSpec, ...] = FIELDS,
) -> ColumnarSearcher:
    """A searcher of these documents, segment by segment, of which those with some ids are deleted."""
    return ColumnarSearcher(
        [
            segment_of(folder / str(number), documents, deleted=deleted, fields=fields)
            for number, documents in enumerate(segments)
        ],
        metadata={},
    )


def segment_of(
    folder: Path,
    documents: Sequence[Document],
    *,
    deleted: Iterable[str] = (),
    fields: tuple[FieldSpec, ...] = FIELDS,
) -> SearchableSegment:
    """A segment of these documents, of which those with some ids are deleted."""
    folder.mkdir(parents=True, exist_ok=True)
    engine.create(folder, fields, {})
    adding = writer(folder)
    adding.add(documents)
    adding.commit()
    (committed,) = states.read(folder).segments
    numbers = [number for number, document in enumerate(documents) if document.id in set(deleted)]
    return SearchableSegment(states.segment_path(folder, committed.name), np.array(numbers, np.uint32))


def index_of(folder: Path, *segments: Sequence[Document]) -> None:
    """Make an index of these documents, segment by segment: none are merged."""
    engine.create(folder, FIELDS, {})
    committed_segments = []
    for number, documents in enumerate(segments):
        part = folder.with_name(f"{folder.name}-{number}")
        segment_of(part, documents)
        (committed,) = states.read(part).segments
        shutil.copy(states.segment_path(part, committed.name), states.segment_path(folder, committed.name))
        committed_segments.append(committed)
    state = states.IndexState(1, tuple(committed_segments), FIELDS, {})
    states.write(folder, state)
    write_toc(folder, state)


# --- Random documents and plans --------------------------------------------------------------------------


def word(random: Random) -> str:
    return WORDS[int(len(WORDS) * random.random() ** 2)]


def group(random: Random) -> str:
    first, second = word(random), word(random)
    stacked = random.random() < 0.1 and fold(first) != fold(second)
    return f"{first}|{second}" if stacked else first


def date(random: Random) -> datetime.date:
    """A day of forty, mostly one of the first three, and perhaps a time, which may be in a time zone."""
    day = FIRST_DAY + datetime.timedelta(days=random.randrange(random.choice([3, 3, 40])))
    if random.random() < 0.6:
        return day
    times = [
        datetime.time(),
        datetime.time(0, 0, 0, 1),
        datetime.time(8, 15),
        datetime.time(23, 59, 59, 999_999),
        datetime.time(random.randrange(24), random.randrange(60)),
    ]
    offset = datetime.timedelta(hours=random.randrange(-12, 15))
    return datetime.datetime.combine(
        day, random.choice(times), random.choice([None, datetime.timezone(offset)])
    )


def document(random: Random, identifier: str, *, stacked: bool = True, longest: int = 0) -> Document:
    make = group if stacked else word
    longest = longest or random.choice([3, 12, 60, 600])
    return Document(
        id=identifier,
        title=" ".join(make(random) for _ in range(random.randrange(5))),
        body=" ".join(make(random) for _ in range(random.randrange(longest))),
        date=date(random) if random.random() < 0.8 else None,
        source=word(random) if random.random() < 0.7 else "",
        path="/".join(word(random) for _ in range(random.randrange(4))),
        category=random.choice(["", "Luật\0😀", "x"]),
        extra={"n": [random.random(), None]} if random.random() < 0.2 else {},
    )


def term(random: Random, *, pairs: bool = True) -> Term:
    field = random.choice([spec.name for spec in FIELDS if pairs or spec.positions])
    text = word(random)
    if "folded" in field or field == "body_pairs":
        text = fold(text)
    if "pairs" in field:
        second = word(random)
        text += " " + (fold(second) if field == "body_pairs" else second)
    return Term(field, f"{text}_{word(random)}" if field == "body_words" else text)


def alternatives(random: Random) -> tuple[Term, ...]:
    field = random.choice(["body", "body_folded"])
    texts = [word(random) for _ in range(random.choice([1, 1, 2, 3]))]
    return tuple(Term(field, fold(text) if "folded" in field else text) for text in texts)


def prefix(random: Random, *fields: str) -> TermPrefix:
    field = random.choice(fields)
    text = word(random)[: random.choice([0, 1, 1, 1, 2])]
    return TermPrefix(field, fold(text) if "folded" in field else text)


def number_ending(random: Random) -> NumberEnding:
    return NumberEnding(random.choice(["body", "body_folded"]), random.choice(["ba", "an", ""]))


def glob(random: Random) -> TermGlob:
    names = [
        random.choice(["**", "*", "?", word(random), f"*{word(random)[-1]}", f"{word(random)[0]}*", "b?*"])
        for _ in range(random.randrange(4))
    ]
    return TermGlob("path", "/".join(names))


def day(random: Random) -> datetime.date | None:
    return random.choice([None, FIRST_DAY + datetime.timedelta(days=random.randrange(-5, 45))])


def condition(random: Random, depth: int = 0) -> Condition:
    kind = random.randrange(10 if depth < 3 else 7)
    children = [condition(random, depth + 1) for _ in range(random.randrange(4))] if kind >= 7 else []
    match kind:
        case 0 | 1:
            return AnyTerm(tuple(term(random) for _ in range(random.choice([1, 1, 2, 4]))))
        case 2:
            positions = tuple(alternatives(random) for _ in range(random.choice([1, 2, 2, 3])))
            prefixes = [prefix(random, "body", "body_folded") for _ in range(random.choice([0, 0, 1, 2]))]
            not_after = alternatives(random) if random.random() < 0.3 else ()
            not_before = (number_ending(random),) if random.random() < 0.3 else ()
            return TermPhrase(positions, tuple(prefixes), not_after, not_before)
        case 3:
            return prefix(random, "title", "body", "body_folded", "body_words", "source", "path", "id")
        case 4:
            return DateBetween(day(random), day(random))
        case 5:
            return FieldLength(random.choice(["title", "body", "body_folded"]), random.randrange(6))
        case 6:
            return glob(random)
        case 7:
            return AllOf(tuple(children))
        case 8:
            return AnyOf(tuple(children))
        case _:
            return NoneOf(condition(random, depth + 1))


def signals(random: Random) -> tuple[Signal, ...]:
    return tuple(
        Signal(
            name=str(number),
            terms=tuple(
                WeightedTerm(term(random), random.choice([0.5, 1.0, 3.0]))
                for _ in range(random.choice([1, 2, 3]))
            ),
            weight=random.choice([0.3, 1.0, 2.5]),
        )
        for number in range(random.randrange(6))
    )


def syllable(random: Random) -> SyllableTerms:
    text = word(random)
    exact = tuple(Term(name, text) for name in ("title", "body"))
    folded = tuple(Term(f"{name}_folded", fold(text)) for name in ("title", "body"))
    terms = random.choice([exact, folded, exact + folded, (*exact, Term("body", word(random)))])
    return SyllableTerms(terms, random.choice([0.5, 2.0]))


def rescored_form(random: Random, syllable_count: int, pair_count: int) -> RescoredForm:
    """Another form of one or two positions, which replaces any of the syllables and pairs."""
    return RescoredForm(
        positions=tuple(syllable(random).terms for _ in range(random.choice([1, 1, 2]))),
        syllables=tuple(number for number in range(syllable_count) if random.random() < 0.5),
        pairs=tuple(number for number in range(pair_count) if random.random() < 0.5),
        pair_share=random.choice([0.5, 1.0]),
        coverage=random.choice([0.0, 0.5, 2.0]),
    )


def rescoring(random: Random) -> Rescoring:
    syllables = tuple(syllable(random) for _ in range(random.randrange(4)))
    chosen = {(random.randrange(4), random.randrange(4)) for _ in range(random.randrange(4))}
    pairs = sorted([pair for pair in chosen if max(pair) < len(syllables)])
    return Rescoring(
        depth=random.choice([1, 3, 20]),
        fields=(WeightedField("title", 3.0), WeightedField("body", 1.0)),
        syllables=syllables,
        pairs=tuple(
            SyllablePair("a pair", first, second, random.choice([0.0, 2.0]), random.choice([0.0, 0.7]))
            for first, second in pairs
        ),
        near_distance=random.choice([2, 8]),
        passages=random.choice(
            [
                (),
                (PassageWeight(2, 0.5),),
                (PassageWeight(25, 0.4, 0.7), PassageWeight(3, 1.5), PassageWeight(2, 0.0, 2.0)),
            ]
        ),
        coverage=WeightedField("title", random.choice([0.0, 1.5])),
        similarity=0.0,
        boosts=tuple(
            Boost("a name", condition(random), random.choice([0.5, 20.0]))
            for _ in range(random.choice([0, 0, 1, 2]))
        ),
        forms=tuple(
            rescored_form(random, len(syllables), len(pairs)) for _ in range(random.choice([0, 0, 1, 2]))
        ),
    )


def plan(random: Random) -> Plan:
    tiered = random.random() < 0.6
    return Plan(
        complete=condition(random),
        partial=random.choice([None, condition(random)]),
        partial_levels=tuple(condition(random) for _ in range(random.choice([0, 0, 1, 3]))),
        partial_below=random.choice([0, 1, 5, 10]),
        tiered=tiered,
        signals=signals(random),
        partial_signals=signals(random) if tiered else (),
        rescoring=random.choice([None, rescoring(random)]),
        patterns=(),
        k1=1.2,
        b=0.75,
        filter=random.choice([None, None, condition(random)]),
        oldest_first=random.random() < 0.5,
    )

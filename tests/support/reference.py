"""A search engine of tens of lines: one document at a time, no arrays. What the real one is compared with."""

from __future__ import annotations

import datetime
import fnmatch
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from analyzers import fold
from searchidx.engines.plan import (
    AllOf,
    AnyOf,
    AnyTerm,
    DateBetween,
    FieldLength,
    NoneOf,
    TermGlob,
    TermPhrase,
    TermPrefix,
)
from tests.support.engine_corpus import is_copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.base import Batch, FieldSpec
    from searchidx.engines.plan import (
        Condition,
        NumberEnding,
        Plan,
        RescoredForm,
        Rescoring,
        Signal,
        SyllableTerms,
        Term,
    )
    from searchidx.model import Document


class Entry:
    """One document: by field, its terms with their positions, and its length."""

    def __init__(self, document: Document, batch: Batch, row: int, specs: tuple[FieldSpec, ...]) -> None:
        self.document = document
        self.positions_by_field: dict[str, dict[str, list[int]]] = {}
        self.lengths: dict[str, int] = {}
        self.positions_by_field["id"] = {document.id: [0]}
        for spec in (spec for spec in specs if not spec.pairs_of):
            stream = batch.streams[spec.name]
            terms: dict[str, list[int]] = {}
            for token in range(stream.offsets[row], stream.offsets[row + 1]):
                term = stream.vocabulary[stream.ids[token]]
                terms.setdefault(term, []).append(int(stream.positions[token]))
            self.positions_by_field[spec.name], self.lengths[spec.name] = terms, int(stream.lengths[row])
        for spec in (spec for spec in specs if spec.pairs_of):
            base = self.positions_by_field[spec.pairs_of or ""]
            pairs = {
                f"{first} {second}": sorted({p for p in base[first] if p + 1 in base[second]})
                for first in base
                for second in base
            }
            self.positions_by_field[spec.name] = {
                pair: positions for pair, positions in pairs.items() if positions
            }
            self.lengths[spec.name] = max(0, self.lengths[spec.pairs_of or ""] - 1)

    def positions(self, term: Term) -> list[int]:
        return self.positions_by_field[term.field].get(term.text, [])

    def prefix_positions(self, prefix: TermPrefix) -> set[int]:
        terms = self.positions_by_field[prefix.field].items()
        return {p for term, positions in terms if term.startswith(prefix.text) for p in positions}

    def number_positions(self, ending: NumberEnding) -> set[int]:
        terms = self.positions_by_field[ending.field].items()
        number = re.compile(f"(0|[1-9][0-9]{{0,2}}){re.escape(ending.text)}")
        return {p for term, positions in terms if number.fullmatch(term) for p in positions}

    def meets(self, condition: Condition) -> bool:
        match condition:
            case AnyTerm(terms):
                return any(self.positions(term) for term in terms)
            case TermPhrase(phrase, prefixes, not_after, not_before):
                found = [{p for term in terms for p in self.positions(term)} for terms in phrase]
                if prefixes:
                    found.append({p for prefix in prefixes for p in self.prefix_positions(prefix)})
                following = {p for term in not_after for p in self.positions(term)}
                preceding = {p for ending in not_before for p in self.number_positions(ending)}
                starts = {p for p in (found[0] if found else ()) if p + len(found) not in following}
                starts -= {p + 1 for p in preceding}
                return any(all(p + offset in at for offset, at in enumerate(found)) for p in starts)
            case TermPrefix():
                return bool(self.prefix_positions(condition))
            case TermGlob(field, pattern):
                names = [name for name in pattern.split("/") if name]
                return any(
                    fits(term.split("/")[1:-1], ["**", *names, "**"])
                    for term in self.positions_by_field[field]
                )
            case DateBetween(first, last):
                date = self.document.date
                day = date.date() if isinstance(date, datetime.datetime) else date
                return day is not None and (first or datetime.date.min) <= day <= (last or datetime.date.max)
            case FieldLength(field, length):
                return self.lengths[field] == length
            case AllOf(children):
                return all(self.meets(child) for child in children)
            case AnyOf(children):
                return any(self.meets(child) for child in children)
            case NoneOf(child):
                return not self.meets(child)


def fits(names: list[str], pattern: list[str]) -> bool:
    """Whether the names are those of a pattern, of which `**` is any number of names."""
    if not pattern:
        return not names
    if pattern[0] == "**":
        return fits(names, pattern[1:]) or (bool(names) and fits(names[1:], pattern))
    if not names:
        return False
    return fnmatch.fnmatchcase(names[0], pattern[0]) and fits(names[1:], pattern[1:])


class ReferencePage(NamedTuple):
    """The ids and scores of a page, and the numbers of all matches and of the complete ones."""

    scores: list[tuple[str, float]]
    total: int
    complete: int


class Reference:
    """Keeps documents in the order of indexing."""

    def __init__(self, specs: tuple[FieldSpec, ...]) -> None:
        self.specs = specs
        self.entries: list[Entry] = []

    def add(self, batch: Batch) -> None:
        for row, document in enumerate(batch.documents):
            self.delete([document.id])
            self.entries.append(Entry(document, batch, row, self.specs))

    def delete(self, identifiers: Iterable[str]) -> int:
        gone, before = set(identifiers), len(self.entries)
        self.entries = [entry for entry in self.entries if entry.document.id not in gone]
        return before - len(self.entries)

    def document_frequency(self, term: Term) -> int:
        return sum(bool(entry.positions(term)) for entry in self.entries)

    def pair_occurrences(self, plan: Plan, depth: int, field: str, pairs: list[str]) -> list[int]:
        best = {identifier for identifier, _ in self.search(plan, depth, 0).scores}
        entries = [entry for entry in self.entries if entry.document.id in best]
        return [
            sum(len(entry.positions_by_field[field].get(pair, [])) for entry in entries) for pair in pairs
        ]

    def phrase_frequencies(self, plan: Plan, depth: int, phrases: list[TermPhrase]) -> list[int]:
        best = {identifier for identifier, _ in self.search(plan, depth, 0).scores}
        entries = [entry for entry in self.entries if entry.document.id in best]
        return [sum(entry.meets(phrase) for entry in entries) for phrase in phrases]

    def unfolded_terms(self, base: str, prefix: str) -> set[str]:
        """The terms of a field whose folds start with a prefix, in any order."""
        terms = {term for entry in self.entries for term in entry.positions_by_field[base]}
        return {term for term in terms if fold(term).startswith(prefix)}

    def search(self, plan: Plan, limit: int, offset: int) -> ReferencePage:
        filtered = [entry for entry in self.entries if plan.filter is None or entry.meets(plan.filter)]
        complete = [entry for entry in filtered if entry.meets(plan.complete)]
        partial: list[Entry] = []
        if plan.partial is not None and (len(complete) < plan.partial_below or not plan.tiered):
            partial = [e for e in filtered if e not in complete and e.meets(plan.partial)]
        tiers = [complete]
        for number in range(len(plan.partial_levels), -1, -1):
            tiers.append([e for e in partial if sum(map(e.meets, plan.partial_levels)) == number])
        if not plan.tiered:
            tiers = [[entry for entry in self.entries if entry in complete or entry in partial]]
        ranked: list[tuple[int, Entry, float]] = []
        for tier, entries in enumerate(tiers):
            signals = plan.signals + (plan.partial_signals if any(tiers[1:]) else ())
            scores = [sum(self.contribution(signal, plan, entry) for signal in signals) for entry in entries]
            order = best_first(scores if signals else [rank_by_date(plan, entry) for entry in entries])
            order.sort(key=lambda i: not self.boosts(plan, entries[i]))
            ranked += [(tier, entries[i], scores[i]) for i in order]
        if plan.rescoring:
            first_partial = next((tier for tier, entries in enumerate(tiers) if tier and entries), 0)
            depth = plan.rescoring.depth
            rescored = [
                (
                    first_partial if self.is_scattered(plan.rescoring, entry) and not tier else tier,
                    entry,
                    score,
                )
                for tier, entry, score in ranked[:depth]
            ]
            rescored = [(tier, entry, score + self.rescored(plan, entry)) for tier, entry, score in rescored]
            rescored.sort(key=lambda each: (each[0], -round(each[2], 9), self.entries.index(each[1])))
            ranked[:depth] = rescored
        page = [(entry.document.id, score) for _, entry, score in ranked[offset : offset + limit]]
        return ReferencePage(page, len(complete) + len(partial), len(complete))

    def folded(self, page: ReferencePage, limit: int, offset: int) -> list[tuple[str, list[str]]]:
        """The ids of a page with folded copies, each with those of its copies. `page` has all matches."""
        numbers = {entry.document.id: number for number, entry in enumerate(self.entries)}
        stories: list[list[str]] = []
        for identifier, _ in page.scores:
            story = self.story(numbers[identifier])
            if not any(identifier in others for others in stories):
                matches = sorted(set(story) & {each for each, _ in page.scores}, key=numbers.__getitem__)
                stories.append([identifier, *(each for each in matches if each != identifier)])
        return [(first, others) for first, *others in stories[offset : offset + limit]]

    def story(self, number: int) -> list[str]:
        """The ids of all documents that are copies of a document, or of its copies, and so on."""
        found, new = {number}, {number}
        while new:
            new = {
                other
                for other, entry in enumerate(self.entries)
                if other not in found
                and any(is_copy(self.entries[each].document, entry.document) for each in new)
            }
            found |= new
        return [self.entries[each].document.id for each in found]

    def value_counts(self, plan: Plan, field: str) -> list[tuple[str, int]]:
        """The values of a field in the complete matches, or their days."""
        complete = [
            entry
            for entry in self.entries
            if (plan.filter is None or entry.meets(plan.filter)) and entry.meets(plan.complete)
        ]
        if field == "date":
            return sorted(Counter(str(e.document.date)[:10] for e in complete if e.document.date).items())
        return sorted(Counter(value for e in complete for value in e.positions_by_field[field]).items())

    def is_scattered(self, rescoring: Rescoring, entry: Entry) -> bool:
        """Whether no passage of a document has all of the query's syllables that the document has."""
        total = sum(
            syllable.weight
            for number, syllable in enumerate(rescoring.syllables)
            if any(entry.positions(term) for term in syllable.terms)
            or any(form_starts(form, field, entry) for form, field in forms_of(rescoring, number))
        )
        best = [
            max(passage_windows(rescoring, half_window, entry).values(), default=0.0)
            for half_window, _, _ in rescoring.passages
        ]
        return bool(best) and max(best) < total - 1e-9

    def boosts(self, plan: Plan, entry: Entry) -> list[float]:
        """The weights that a document gains by the boosts of a plan."""
        boosts = plan.rescoring.boosts if plan.rescoring else ()
        return [boost.weight for boost in boosts if entry.meets(boost.condition)]

    def contribution(self, signal: Signal, plan: Plan, entry: Entry) -> float:
        tf = 0.0
        for term, weight in signal.terms:
            positions = entry.positions(term)
            tf += weight * len(positions) / self.norm(term.field, plan, entry) if positions else 0.0
        return signal.weight * tf / (tf + plan.k1)

    def norm(self, field: str, plan: Plan, entry: Entry) -> float:
        average = sum(e.lengths[field] for e in self.entries) / len(self.entries) or 1.0
        return 1 - plan.b + plan.b * entry.lengths[field] / average

    def rescored(self, plan: Plan, entry: Entry) -> float:
        """What a document gains by rescoring."""
        rescoring = plan.rescoring
        assert rescoring is not None
        gain: float = sum(self.boosts(plan, entry))
        gain += sum(
            share * max(windows.values(), default=0.0) + first_share * windows.get(0, 0.0)
            for half_window, share, first_share in rescoring.passages
            for windows in [passage_windows(rescoring, half_window, entry)]
        )
        covered, weight = rescoring.coverage
        different = sum(
            max(
                float(bool(syllable_positions(syllable, covered, entry))),
                *[
                    form.coverage
                    for form, field in forms_of(rescoring, number)
                    if field == covered and form_starts(form, field, entry)
                ],
                0.0,
            )
            for number, syllable in enumerate(rescoring.syllables)
        )
        gain += weight * different / max(1, entry.lengths[covered])
        for pair_number, pair in enumerate(rescoring.pairs):
            first, second = rescoring.syllables[pair.first], rescoring.syllables[pair.second]
            adjacent = near = 0.0
            for field, weight in rescoring.fields:
                distances = [
                    right - left
                    for left in syllable_positions(first, field, entry)
                    for right in syllable_positions(second, field, entry)
                ]
                scale = weight / self.norm(field, plan, entry)
                adjacent_count: float = distances.count(1)
                near_count = count_near(distances, rescoring.near_distance, alike=pair.first == pair.second)
                for form in rescoring.forms:
                    if pair_number in form.pairs:
                        of_form = len(form_starts(form, field, entry))
                        adjacent_count = max(adjacent_count, form.pair_share * of_form)
                        near_count = max(near_count - of_form, 0)
                adjacent += scale * adjacent_count
                near += scale * near_count
            gain += pair.adjacent_weight * adjacent / (adjacent + plan.k1)
            gain += pair.near_weight * near / (near + plan.k1)
        return gain


def count_near(distances: Sequence[int], window: int, *, alike: bool) -> int:
    """How many distances are within the window, but not side by side; of a syllable with itself, once."""
    if alike:
        return sum(2 <= distance <= window for distance in distances)
    return sum(distance not in (0, 1) and abs(distance) <= window for distance in distances)


def rank_by_date(plan: Plan, entry: Entry) -> float:
    """The microseconds from the year 1 to the date and time as written; less if the oldest come first."""
    date = entry.document.date
    if date is None:
        return -math.inf
    time = date.time() if isinstance(date, datetime.datetime) else datetime.time()
    moment = datetime.datetime.combine(date, time) - datetime.datetime.min
    return moment // datetime.timedelta(microseconds=1) * (-1 if plan.oldest_first else 1)


def best_first(scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda i: (-round(scores[i], 9), i))


def syllable_positions(syllable: SyllableTerms, field: str, entry: Entry) -> set[int]:
    return {
        position
        for term in syllable.terms
        if term.field.removesuffix("_folded") == field
        for position in entry.positions(term)
    }


def passage_windows(rescoring: Rescoring, half_window: int, entry: Entry) -> dict[int, float]:
    """For each window of two neighbouring blocks, the sum of the weights of its different syllables."""
    windows: dict[int, float] = {}
    for number, syllable in enumerate(rescoring.syllables):
        blocks = {position // half_window for term in syllable.terms for position in entry.positions(term)}
        for form, field in forms_of(rescoring, number):
            blocks |= {position // half_window for position in form_starts(form, field, entry)}
        for window in blocks | {block - 1 for block in blocks if block}:
            windows[window] = windows.get(window, 0.0) + syllable.weight
    return windows


def forms_of(rescoring: Rescoring, syllable: int) -> list[tuple[RescoredForm, str]]:
    """The other forms that replace a syllable, with each of the fields in which they may occur."""
    return [
        (form, field)
        for form in rescoring.forms
        if syllable in form.syllables
        for field, _ in rescoring.fields
    ]


def form_starts(form: RescoredForm, field: str, entry: Entry) -> set[int]:
    """The positions of a field at which another form begins."""
    by_offset = [
        {
            position - offset
            for term in terms
            if term.field.removesuffix("_folded") == field
            for position in entry.positions(term)
        }
        for offset, terms in enumerate(form.positions)
    ]
    return set.intersection(*by_offset)

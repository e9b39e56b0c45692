"""A search engine of tens of lines: one document at a time, no arrays. What the real one is held against."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, DateBetween, NoneOf, TermPhrase, TermPrefix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.engines.base import Batch, FieldSpec
    from searchidx.engines.plan import Condition, Plan, Rescoring, Signal, SyllableTerms, Term
    from searchidx.model import Document


class Entry:
    """One document: by field, its terms with their sets of positions, and its length."""

    def __init__(self, document: Document, batch: Batch, row: int, specs: tuple[FieldSpec, ...]) -> None:
        self.document = document
        self.positions: dict[str, dict[str, list[int]]] = {}
        self.lengths: dict[str, int] = {}
        for spec in (spec for spec in specs if not spec.pairs_of):
            stream = batch.streams[spec.name]
            terms: dict[str, list[int]] = {}
            for i in range(stream.offsets[row], stream.offsets[row + 1]):
                terms.setdefault(stream.vocabulary[stream.ids[i]], []).append(int(stream.positions[i]))
            self.positions[spec.name], self.lengths[spec.name] = terms, int(stream.lengths[row])
        for spec in (spec for spec in specs if spec.pairs_of):
            base = self.positions[spec.pairs_of]
            pairs = {f"{a} {b}": sorted({p for p in base[a] if p + 1 in base[b]}) for a in base for b in base}
            self.positions[spec.name] = {pair: at for pair, at in pairs.items() if at}
            self.lengths[spec.name] = max(0, self.lengths[spec.pairs_of] - 1)

    def at(self, term: Term) -> list[int]:
        return self.positions[term.field].get(term.text, [])

    def meets(self, condition: Condition) -> bool:
        match condition:
            case AnyTerm(terms):
                return any(self.at(term) for term in terms)
            case TermPhrase(slots):
                starts = {p for term in slots[0] for p in self.at(term)} if slots else set()
                for i, slot in enumerate(slots):
                    starts &= {p - i for term in slot for p in self.at(term)}
                return bool(starts)
            case TermPrefix(field, text):
                return any(term.startswith(text) for term in self.positions[field])
            case DateBetween(first, last):
                day = self.document.date
                return day is not None and (first or datetime.date.min) <= day <= (last or datetime.date.max)
            case AllOf(children):
                return all(self.meets(child) for child in children)
            case AnyOf(children):
                return any(self.meets(child) for child in children)
            case NoneOf(child):
                return not self.meets(child)


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

    def frequency(self, term: Term) -> int:
        return sum(bool(entry.at(term)) for entry in self.entries)

    def pair_counts(self, plan: Plan, limit: int, field: str, pairs: list[str]) -> list[int]:
        best = {identifier for identifier, _ in self.search(plan, limit, 0)[0]}
        entries = [entry for entry in self.entries if entry.document.id in best]
        return [sum(len(entry.positions[field].get(pair, [])) for entry in entries) for pair in pairs]

    def search(self, plan: Plan, limit: int, offset: int) -> tuple[list[tuple[str, float]], int, int]:
        """(page of ids and scores, number of all matches, number of complete ones)."""
        complete = [entry for entry in self.entries if entry.meets(plan.complete)]
        partial: list[Entry] = []
        if plan.partial is not None and (len(complete) < offset + limit or not plan.tiered):
            partial = [e for e in self.entries if e not in complete and e.meets(plan.partial)]
        tiers = [complete, partial]
        if not plan.tiered:
            tiers = [[e for e in self.entries if e in complete or e in partial]]
        ranked: list[tuple[Entry, float]] = []
        pool = plan.rescoring.depth if plan.rescoring else 0
        for tier, entries in enumerate(tiers):
            signals = plan.signals + (plan.partial_signals if tier else ())
            scores = [sum(self.contribution(signal, plan, entry) for signal in signals) for entry in entries]
            order = best_first(scores if signals else [day_of(entry) for entry in entries])
            gained = [self.second_look(plan, entries[i]) for i in order[: max(0, pool - len(ranked))]]
            refined = [scores[i] + gain for i, gain in zip(order, gained, strict=False)]
            by_place = sorted(zip(order, refined, strict=False))
            ranked += [
                (entries[by_place[i][0]], by_place[i][1])
                for i in best_first([score for _, score in by_place])
            ]
            ranked += [(entries[i], scores[i]) for i in order[len(gained) :]]
        page = [(entry.document.id, score) for entry, score in ranked[offset : offset + limit]]
        return page, len(complete) + len(partial), len(complete)

    def contribution(self, signal: Signal, plan: Plan, entry: Entry) -> float:
        tf = 0.0
        for term, weight in signal.terms:
            tf += weight * len(entry.at(term)) / self.norm(term.field, plan, entry) if entry.at(term) else 0.0
        return signal.weight * tf / (tf + plan.k1)

    def norm(self, field: str, plan: Plan, entry: Entry) -> float:
        average = sum(e.lengths[field] for e in self.entries) / len(self.entries) or 1.0
        return 1 - plan.b + plan.b * entry.lengths[field] / average

    def second_look(self, plan: Plan, entry: Entry) -> float:
        rescoring = plan.rescoring
        assert rescoring is not None
        gain = sum(share * best_stretch(rescoring, step, entry) for step, share in rescoring.passages)
        covered, weight = rescoring.coverage
        here = sum(bool(places(syllable, covered, entry)) for syllable in rescoring.syllables)
        gain += weight * here / max(1, entry.lengths[covered])
        for pair in rescoring.pairs:
            first, second = rescoring.syllables[pair.first], rescoring.syllables[pair.second]
            adjacent = near = 0.0
            for field, weight in rescoring.fields:
                apart = [b - a for a in places(first, field, entry) for b in places(second, field, entry)]
                scale = weight / self.norm(field, plan, entry)
                adjacent += scale * apart.count(1)
                if pair.first == pair.second:
                    near += scale * sum(2 <= gap <= rescoring.window for gap in apart)
                else:
                    near += scale * sum(gap not in (0, 1) and abs(gap) <= rescoring.window for gap in apart)
            gain += pair.adjacent_weight * adjacent / (adjacent + plan.k1) + pair.near_weight * near / (
                near + plan.k1
            )
        return gain


def day_of(entry: Entry) -> int:
    return entry.document.date.toordinal() if entry.document.date else -1


def best_first(scores: list[float] | list[int]) -> list[int]:
    return sorted(range(len(scores)), key=lambda i: (-round(scores[i], 9), i))


def places(syllable: SyllableTerms, field: str, entry: Entry) -> set[int]:
    return {
        p for term in syllable.terms if term.field.removesuffix("_folded") == field for p in entry.at(term)
    }


def best_stretch(rescoring: Rescoring, step: int, entry: Entry) -> float:
    windows: dict[int, float] = {}
    for weighted in rescoring.syllables:
        blocks = {p // step for term in weighted.terms for p in entry.at(term)}
        for window in blocks | {block - 1 for block in blocks if block}:
            windows[window] = windows.get(window, 0.0) + weighted.weight
    return max(windows.values(), default=0.0)

"""The core of a text that has most of the query, and the passage that is shown around the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.highlight.best_passage import best_core, passage
from tests.support.highlight import exact, pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.chunk_matches import Match

NAMES = "abcdefg"


def weights(*values: float) -> dict[int, Pattern]:
    """Patterns a, b, c, ... of these weights."""
    return {number: pattern(exact(NAMES[number]), weight=weight) for number, weight in enumerate(values)}


def matches_of(text: str) -> list[Match]:
    """Each letter a, b, c, ... of the text as a match of its pattern."""
    return [(at, at + 1, NAMES.index(letter)) for at, letter in enumerate(text) if letter in NAMES]


CORES = [
    # text, weights, greatest length, the core in brackets
    ("a.....b", (1, 1), 7, "[a.....b]"),
    ("a.....b", (1, 1), 6, "[a].....b"),
    ("a.....b", (1, 2), 6, "a.....[b]"),
    # a pattern counts once, and the core ends with the last match that adds to it
    ("a.a.a.....b", (2, 3), 4, "a.a.a.....[b]"),
    ("a.a.b.b", (1, 1), 9, "[a.a.b].b"),
    # of cores with the same weight, the first
    ("a.....a", (1,), 3, "[a].....a"),
    ("a.b.....b.a", (1, 1), 3, "[a.b].....b.a"),
    # neighbours in the order of the query add half of the lighter weight
    ("a.b.....a b", (4, 2), 3, "a.b.....[a b]"),
    ("b a.....a b", (4, 2), 3, "b a.....[a b]"),
    ("a  b.....a.b", (1, 1), 4, "[a  b].....a.b"),
    ("a.c.....b c", (5, 3, 4), 3, "[a.c].....b c"),  # 9 against 7 + 1.5
    ("a.c.....b c", (4.4, 3, 4), 3, "a.c.....[b c]"),  # 8.4 against 8.5
    ("a.c.....a c", (1, 1, 1), 3, "a.c.....[a c]"),  # neighbours as the text has them, if not in the query
    ("c.b a", (1, 1, 1), 5, "[c.b a]"),
    # a neighbour adds only with the pattern that it brings in
    ("a b.....a.b", (1, 1), 3, "[a b].....a.b"),
    # blanks at the beginning of the text make no neighbours
    ("  c.....a", (1.2, 1, 1), 3, "  c.....[a]"),
    ("", (1,), 5, "[]"),
    ("xyz", (1,), 5, "[]xyz"),
]


@pytest.mark.parametrize(("text", "values", "length", "expected"), CORES)
def test_the_core_shows_most_weight(text: str, values: tuple[float, ...], length: int, expected: str) -> None:
    """Different patterns count by their weights, neighbours in the order of the query extra."""
    start, end = best_core(text, matches_of(text), weights(*values), length)
    assert f"{text[:start]}[{text[start:end]}]{text[end:]}" == expected


def test_a_match_longer_than_the_core_is_not_shown() -> None:
    """Only what fits is weighed; of matches at one place the shorter one still fits."""
    assert best_core("x" * 9, [(0, 6, 0)], weights(9), 5) == (0, 0)
    assert best_core("x" * 9, [(0, 6, 0), (6, 9, 1)], weights(9, 1), 5) == (6, 9)
    assert best_core("x" * 9, [(0, 5, 0)], weights(9), 5) == (0, 5)


def test_a_core_within_a_long_match_reaches_to_its_end() -> None:
    """Matches may overlap, as a code and its parts do: the core covers its whole first match."""
    assert best_core("x" * 9, [(2, 7, 0), (3, 4, 1)], weights(1, 1), 9) == (2, 7)


def test_rounding_does_not_move_the_core() -> None:
    """Sums of the same weights in another order are equal: the first core stays."""
    text = "a.b.c.....c.b.a"
    assert best_core(text, matches_of(text), weights(0.1, 0.2, 0.3), 5) == (0, 5)
    assert best_core(text, matches_of(text), weights(0.3, 0.2, 0.1), 5) == (0, 5)


@pytest.mark.parametrize(("repeated", "core"), [(119, (0, 239)), (120, (2, 241))])
def test_of_a_core_a_hundred_and_twenty_matches_are_weighed(repeated: int, core: tuple[int, int]) -> None:
    """Codes of many parts take no more time than that: what stands behind them is not seen."""
    text = "a/" * repeated + "b"
    matches = matches_of(text)
    assert best_core(text, matches, weights(2, 1), 241) == core


def weight_of(text: str, matches: list[Match], patterns: Mapping[int, Pattern]) -> float:
    """The weight of all matches together, told from its definition."""
    total, shown, previous = 0.0, set[int](), None
    for start, end, number in matches:
        if number not in shown:
            total += patterns[number].weight
            if previous is not None and previous[1] < number and text[previous[0] : start].isspace():
                total += min(patterns[number].weight, patterns[previous[1]].weight) / 2
        shown.add(number)
        previous = end, number
    return total


@given(st.text("abc. ", max_size=40), st.tuples(*[st.integers(1, 5)] * 3), st.integers(1, 12))
def test_no_core_shows_more(text: str, values: tuple[int, ...], length: int) -> None:
    """The core has the largest weight of all cores. Of several, it is the first."""
    matches, patterns = matches_of(text), weights(*values)
    best, expected = 0.0, 0
    for first, (start, _, _) in enumerate(matches):
        inside = [match for match in matches[first:] if match[1] - start <= length]
        if inside and weight_of(text, inside, patterns) > best:
            best, expected = weight_of(text, inside, patterns), start
    start, end = best_core(text, matches, patterns, length)
    assert (start, end > start) == (expected, best > 0)
    assert (
        weight_of(text, [match for match in matches if start <= match[0] and match[1] <= end], patterns)
        == best
    )


ACUTE = "\u0301"
O_ACUTE = f"o{ACUTE}"
PASSAGES = [
    # Whole sentences from that of the core on, as many as fit, then those before it.
    ("Mot hai. Ba [bon] nam. Sau bay.", 29, "Mot hai. Ba bon nam. Sau bay."),
    ("Mot hai. Ba [bon] nam. Sau bay.", 28, "Ba bon nam. Sau bay."),
    ("Mot hai. Ba [bon] nam. Sau bay.", 20, "Ba bon nam. Sau bay."),
    ("Mot hai. Ba [bon] nam. Sau bay.", 19, "Ba bon nam."),
    ("Mot. Hai. Ba bon nam [sau] bay tam.", 33, "Mot. Hai. Ba bon nam sau bay tam."),
    ("Mot. Hai. Ba bon nam [sau] bay tam.", 32, "Hai. Ba bon nam sau bay tam."),
    ("Mot. Hai. Ba bon nam [sau] bay tam.", 28, "Hai. Ba bon nam sau bay tam."),
    ("Mot. Hai. Ba bon nam [sau] bay tam.", 27, "Ba bon nam sau bay tam."),
    ("Mot. Hai. [Ba] bon.", 9, "Ba bon."),
    # Whole words where sentences fill less than half.
    ("Ba [bon] nam. Sau bay tam chin muoi.", 23, "Ba bon nam."),
    ("Ba [bon] nam. Sau bay tam chin muoi.", 24, "Ba bon nam. Sau bay tam"),
    ("Mot hai. [Ba] ba. Sau bay tam chin muoi muoi.", 24, "Ba ba. Sau bay tam chin"),
    ("Ba [bon]\nNam sau", 12, "Ba bon"),
    ("Ba [bon]\nNam sau", 14, "Ba bon\nNam sau"),
    (f"Ba [ba]{' ' * 11}", 16, "Ba ba"),
    ("Ba [bon] nam sau bay.", 11, "Ba bon nam"),
    ("Ba [bon] nam sau bay.", 10, "Ba bon nam"),
    ("Ba [bon] nam sau bay.", 9, "Ba bon"),
    ("Ba [bon] nam   sau bay.", 11, "Ba bon nam"),
    # Half of the room is before a core that is far from the beginning of its sentence.
    ("mot hai ba bon [nam] sau bay tam chin", 18, "mot hai ba bon nam"),
    ("mot hai ba bon [nam] sau bay tam chin", 17, "ba bon nam sau"),
    ("mot hai ba bon [nam] sau bay tam chin", 11, "bon nam sau"),
    ("mot hai ba bon [nam] sau bay tam chin", 10, "nam sau"),
    ("mot hai ba bon [nam] sau bay tam chin", 3, "nam"),
    ("mot hai ba [bon nam sau] bay tam chin", 11, "bon nam sau"),
    ("motmotmotmot-[nam] sau bay", 7, "t-nam"),
    # The end of the text ends the passage, without the blanks that follow it.
    ("mot hai ba bon [nam] sau  ", 17, "ba bon nam sau"),
    ("  mot [hai]  ", 10, "mot hai"),
    # Nothing matches: the beginning.
    ("[]Mot hai. Ba bon nam.", 12, "Mot hai."),
    ("[]Motmotmot hai.", 5, "Motmo"),
    ("[]", 5, ""),
    ("[] \n ", 5, ""),
    # A word that is too long is cut, not within a letter or a sign that is joined.
    (f"[]{O_ACUTE * 6}", 5, O_ACUTE * 2),
    (f"[]{O_ACUTE * 6}", 4, O_ACUTE * 2),
    ("[]abc👩\u200d🌾", 4, "abc"),
    ("[]abc👩\u200d🌾", 5, "abc"),
    ("[]abc👩\u200d🌾d", 6, "abc👩\u200d🌾"),
    (f"[]a{ACUTE * 9}", 5, "a"),
    (f"{O_ACUTE * 4}[{O_ACUTE}]{O_ACUTE * 4}", 6, O_ACUTE * 3),
    (f"{O_ACUTE * 4}[{O_ACUTE}]{O_ACUTE * 4}", 4, O_ACUTE * 2),
    (f"{O_ACUTE * 4}[{O_ACUTE}]{O_ACUTE * 4}", 2, O_ACUTE),
]


@pytest.mark.parametrize(("text", "length", "expected"), PASSAGES)
def test_the_passage_is_cut_where_a_reader_would_cut_it(text: str, length: int, expected: str) -> None:
    """Whole sentences if they fill half of the length, else whole words; no grapheme is cut."""
    first = text.index("[")
    last = text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    start, end = passage(text, first, last, length)
    assert text[start:end] == expected


def test_a_sentence_is_found_however_far_in() -> None:
    """Only the sentences near the core are split, and they suffice."""
    text = f"{'Mot hai ba. ' * 50}Bon nam. {'Sau bay. ' * 50}"
    first = text.index("nam")
    start, end = passage(text, first, first + 3, 30)
    assert text[start:end] == "Bon nam. Sau bay. Sau bay."
    start, end = passage(text, first, first + 3, 240)
    assert text[start:end] == "Bon nam. Sau bay." + " Sau bay." * 24


def test_sentences_before_the_core_fill_a_long_passage() -> None:
    """They are told apart as far back as the passage may reach."""
    text = f"{'Mot hai ba. ' * 50}Bon nam."
    first = text.index("nam")
    start, end = passage(text, first, first + 3, 240)
    assert text[start:end] == "Mot hai ba. " * 19 + "Bon nam."


def test_a_text_without_sentences_has_an_empty_passage() -> None:
    """Nothing is shown of blanks."""
    assert passage(" \n ", 0, 0, 5) == (0, 0)

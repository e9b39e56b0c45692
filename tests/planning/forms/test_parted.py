"""Words of a query that some articles write as several parts, and the evidence that they are one word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.planning.forms.parted import (
    MAX_DIVIDED_LETTERS,
    MAX_SEQUENCES,
    MIN_PAIR_SHARE,
    parted_forms,
)
from tests.support.planning import are_in_order, stretch, written_form
from tests.support.statistics import UniformStatistics, WrittenStatistics


def forms(
    text: str, body: dict[str, int] | None = None, pairs: dict[str, int] | None = None, **more: dict[str, int]
) -> list[str]:
    index = WrittenStatistics({"body": body or {}, "body_pairs": pairs or {}, **more}, documents=100)
    found = stretch(text)
    return [written_form(form, found) for form in parted_forms(found, index)]


RUNS = [
    ("covid19", ["covid19 = covid 19"]),
    ("u23", ["u23 = u 23"]),
    ("19km", ["19km = 19 km"]),
    ("50m2", ["50m2 = 50 m2", "50m2 = 50m 2", "50m2 = 50 m 2"]),
    ("đ12", ["đ12 = đ 12"]),
    ("a1b2c3", []),  # too many runs
    ("19", []),
    ("dịch covid19 và u23", ["covid19 = covid 19", "u23 = u 23"]),
]


@pytest.mark.parametrize(("text", "expected"), RUNS)
def test_letters_and_digits_are_parts_of_their_own(text: str, expected: list[str]) -> None:
    """No evidence is needed, because what no article has is left out later."""
    assert forms(text) == expected
    assert MAX_SEQUENCES == 4


EVIDENCE = [
    # a code with a sign is enough
    ("wifi", {"wi-fi": 1}, {}, ["wifi = wi fi"]),
    ("wifi", {"wi.fi": 1}, {}, ["wifi = wi fi"]),
    ("wifi6", {"wi-fi": 1}, {}, ["wifi6 = wi fi6", "wifi6 = wifi 6", "wifi6 = wi fi 6"]),
    ("wifi6", {"wi": 9, "fi": 9}, {}, ["wifi6 = wifi 6"]),
    ("6wifi", {"wi": 9, "fi": 9}, {"wi fi": 9}, ["6wifi = 6 wifi", "6wifi = 6wi fi", "6wifi = 6 wi fi"]),
    ("an6", {"a-n": 9}, {}, ["an6 = an 6"]),
    ("gdđt", {"gd&đt": 1}, {}, ["gdđt = gd đt"]),
    ("ôtô", {"ô-tô": 1}, {}, ["ôtô = ô tô"]),
    # without evidence, and with another sign
    ("wifi", {}, {}, []),
    ("wifi", {"wi/fi": 9}, {}, []),
    ("wifi", {"wi": 9, "fi": 9}, {}, []),
    # a pair is enough if the rarer part is mostly in it: a tenth of its documents
    ("wifi", {"wi": 10, "fi": 99}, {"wi fi": 1}, ["wifi = wi fi"]),
    ("wifi", {"wi": 11, "fi": 99}, {"wi fi": 1}, []),
    ("wifi", {"wi": 99, "fi": 20}, {"wi fi": 2}, ["wifi = wi fi"]),
    ("ôtô", {"ô": 20, "tô": 50}, {"ô tô": 18}, ["ôtô = ô tô"]),
    # unaccented halves are looked up in their frequent accents
    ("vacxin", {"vắc": 9, "xin": 60, "vạc": 8}, {"vắc xin": 5}, ["vacxin = vac xin"]),
    ("oto", {"ô": 20, "tô": 50}, {"ô tô": 18}, ["oto = o to"]),
    # halves that are no syllables have no other accents
    ("wifi", {"wì": 9, "fì": 9}, {"wì fì": 9}, []),
    # three parts or more, as newspapers divide a name, only as a code
    ("panama", {"pa-na-ma": 1}, {}, ["panama = pa na ma"]),
    ("italia", {"i-ta-li-a": 1}, {}, ["italia = i ta li a"]),
    ("panama", {"pa": 9, "na": 9, "ma": 9}, {"pa na": 9, "na ma": 9}, []),
    # a syllable, with or without accents, is never divided; nor are two letters
    ("thanh", {"than-h": 9}, {"than h": 9}, []),
    ("hoa", {"ho-a": 9}, {"ho a": 9}, []),
    ("toán", {"to-án": 9}, {}, []),
    ("đt", {"đ-t": 9}, {}, []),
]


@pytest.mark.parametrize(("text", "body", "pairs", "expected"), EVIDENCE)
def test_letters_are_divided_by_evidence(
    text: str, body: dict[str, int], pairs: dict[str, int], expected: list[str]
) -> None:
    assert forms(text, body, pairs, body_folded=body) == expected
    assert MIN_PAIR_SHARE == 0.1


def test_the_evidence_is_in_the_fields_that_are_searched() -> None:
    """Bodies have it for both fields, titles for a search in titles alone."""
    index = WrittenStatistics({"title_folded": {"wi-fi": 1}, "title": {}}, documents=100)
    assert list(parted_forms(stretch("wifi"), index)) == []
    assert len(list(parted_forms(stretch("wifi", ("title",)), index))) == 1


def test_long_words_are_not_divided() -> None:
    """They would cost a look-up for each letter."""
    index = UniformStatistics(lambda _: 1, documents=100)
    assert list(parted_forms(stretch("x" * MAX_DIVIDED_LETTERS), index)) != []
    assert list(parted_forms(stretch("x" * (MAX_DIVIDED_LETTERS + 1)), index)) == []
    long = WrittenStatistics({}, documents=100)
    assert list(parted_forms(stretch("9" * 5000 + " " + "x1" * 5000), long)) == []
    assert long.calls == 0


@given(st.text(alphabet="wifi19ôđ٣²aeiou", min_size=1, max_size=25))
def test_parts_of_anything(text: str) -> None:
    """Never an error; the parts of a word make up the word."""
    found = stretch(text)
    forms_of_word = list(parted_forms(found, UniformStatistics(lambda _: 1, documents=9)))
    assert are_in_order(forms_of_word, found)
    for form in forms_of_word:
        assert len(form.positions) > 1
        assert "".join([term for (term,) in form.positions]) == text

"""Missing accents: how sure a spelling has to be, and what the corpus has to show besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.planning.accents.spellings import Spelling, Spellings
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.suggest import missing_accents
from searchidx.suggest.query_parts import query_parts, replace_parts
from tests.support.suggestions import evidence_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.planning.terms import QuerySyllable
    from searchidx.suggest.evidence import PassageFrequencies

Corpus = dict[str, int]


@pytest.fixture
def spellings(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, float]]:
    """The likeliest spellings of some unaccented syllables. All other syllables mean themselves.

    The pairs of the likeliest spellings are asked for, as planning does, with those that were typed.
    """
    likeliest: dict[str, tuple[str, float]] = {}

    def spell(
        syllables: Sequence[QuerySyllable], frequencies: PassageFrequencies, missing: float
    ) -> list[Spellings]:
        chosen = [likeliest.get(syllable.exact, (syllable.exact, 1.0)) for syllable in syllables]
        for left in range(len(chosen) - 1):
            typed = f"{syllables[left].exact} {syllables[left + 1].exact}"
            frequencies.document_frequencies(
                "body_pairs", [f"{chosen[left][0]} {chosen[left + 1][0]}", typed]
            )
        return [Spellings((Spelling(*spelling),)) for spelling in chosen]

    monkeypatch.setattr(missing_accents, "weigh_spellings", spell)
    return likeliest


def accented(text: str, corpus: Mapping[str, int], passages: Sequence[str] = ()) -> str:
    """The query with its accents."""
    stretches = query_parts(analyze_query(parse(text)))
    return replace_parts(
        text, missing_accents.restore_accents(stretches, evidence_of(corpus, passages=passages))
    )


Probabilities = dict[str, tuple[str, float]]


def quoc_phong(quoc: float, phong: float) -> Probabilities:
    return {"quoc": ("quốc", quoc), "phong": ("phòng", phong)}


WITHOUT_ACCENTS = [
    # Each spelling is probable, and the pair is in the corpus.
    (quoc_phong(0.9, 0.9), {"quốc phòng": 1, "quoc phong": 1}, True),
    (quoc_phong(0.89, 1.0), {"quốc phòng": 1, "quoc phong": 1}, False),
    (quoc_phong(1.0, 0.89), {"quốc phòng": 1, "quoc phong": 1}, False),
    (quoc_phong(1.0, 1.0), {}, False),
    # Half as probable is enough where more than nine tenths of the documents have the pair so.
    (quoc_phong(0.5, 0.5), {"quốc phòng": 91, "quoc phong": 9}, False),  # but many have it unaccented
    (quoc_phong(0.5, 0.5), {"quốc phòng": 19, "quoc phong": 2}, True),
    (quoc_phong(0.5, 0.5), {"quốc phòng": 18, "quoc phong": 2}, False),
    (quoc_phong(0.49, 1.0), {"quốc phòng": 19, "quoc phong": 2}, False),
    (quoc_phong(1.0, 0.49), {"quốc phòng": 19, "quoc phong": 2}, False),
    # Three documents or more have it unaccented: fifty times as many need to have it with accents.
    (quoc_phong(1.0, 1.0), {"quốc phòng": 149, "quoc phong": 3}, False),
    (quoc_phong(1.0, 1.0), {"quốc phòng": 150, "quoc phong": 3}, True),
    (quoc_phong(1.0, 1.0), {"quốc phòng": 99, "quoc phong": 2}, True),
    (quoc_phong(1.0, 1.0), {"quốc phòng": 4, "quoc phong": 3}, False),
    # If the corpus has it unaccented as often, the documents may be articles without accents.
    (quoc_phong(1.0, 1.0), {"quốc phòng": 3, "quoc phong": 3}, True),
    # One that is meant as typed is not asked about its neighbours.
    ({"phong": ("phòng", 1.0)}, {"quoc phòng": 1}, True),
]


@pytest.mark.parametrize(("probabilities", "corpus", "is_restored"), WITHOUT_ACCENTS)
def test_a_stretch_without_accents_gets_them_if_all_are_clear(
    spellings: Probabilities, probabilities: Probabilities, corpus: Corpus, is_restored: bool
) -> None:
    """They are probable or undisputed, and few documents have the neighbours unaccented."""
    spellings.update(probabilities)
    expected = " ".join(probabilities.get(term, (term, 1.0))[0] for term in ("quoc", "phong"))
    assert accented("quoc phong", corpus) == (expected if is_restored else "quoc phong")


@pytest.mark.parametrize(("probability", "is_restored"), [(0.97, True), (0.96, False)])
def test_a_syllable_alone_has_to_be_surer(
    spellings: Probabilities, probability: float, is_restored: bool
) -> None:
    """Nothing beside it tells what was meant."""
    spellings["phong"] = "phòng", probability
    assert accented("phong", {}) == ("phòng" if is_restored else "phong")


WITH_ACCENTS = [
    # More than nine tenths probable, and the pair in three documents.
    (0.91, {"quốc phòng": 3}, True),
    (0.9, {"quốc phòng": 3}, False),
    (1.0, {"quốc phòng": 2}, False),
    # Fifty times the documents with the pair as typed, and as many for the share of the unaccented syllable.
    (1.0, {"quốc phòng": 50, "quốc phong": 1}, True),
    (1.0, {"quốc phòng": 49, "quốc phong": 1}, False),
    (1.0, {"quốc phòng": 25, "phong": 1, "phòng": 1}, True),
    (1.0, {"quốc phòng": 24, "phong": 1, "phòng": 1}, False),
]


@pytest.mark.parametrize(("probability", "corpus", "is_restored"), WITH_ACCENTS)
def test_beside_typed_accents_a_bare_syllable_is_mostly_meant(
    spellings: Probabilities, probability: float, corpus: Corpus, is_restored: bool
) -> None:
    """It gets accents only where the corpus has the pair hardly ever without them."""
    spellings["phong"] = "phòng", probability
    assert accented("quốc phong", corpus) == ("quốc phòng" if is_restored else "quốc phong")


def test_pairs_on_both_sides_count_beside_typed_accents(spellings: Probabilities) -> None:
    """The pairs with accents of a syllable are added up, and so are those as typed."""
    spellings["phong"] = "phòng", 1.0
    assert accented("quốc phong họp", {"quốc phòng": 2, "phòng họp": 1}) == "quốc phòng họp"
    assert accented("quốc phong họp", {"quốc phòng": 1, "phòng họp": 1}) == "quốc phong họp"
    corpus = {"quốc phòng": 50, "phòng họp": 50, "quốc phong": 1, "phong họp": 1}
    assert accented("quốc phong họp", corpus) == "quốc phòng họp"
    assert accented("quốc phong họp", corpus | {"phòng họp": 49}) == "quốc phong họp"
    assert accented("phong họp", {"phòng họp": 3}) == "phòng họp"


def test_one_syllable_in_doubt_does_not_hinder_another_beside_typed_accents(spellings: Probabilities) -> None:
    """Each is decided by itself."""
    spellings |= {"phong": ("phòng", 1.0), "hop": ("họp", 0.5)}
    assert accented("quốc phong hop", {"quốc phòng": 9, "phòng họp": 9}) == "quốc phòng hop"


def test_a_stretch_in_doubt_leaves_the_whole_query_alone(spellings: Probabilities) -> None:
    """Half of a query with accents would be no better."""
    spellings |= {"phong": ("phòng", 0.98), "hop": ("họp", 0.5)}
    assert accented("phong OR hop", {}) == "phong OR hop"
    spellings["hop"] = "họp", 0.98
    assert accented("phong OR hop", {}) == "phòng OR họp"


def test_fixed_parts_keep_their_terms_and_need_not_be_sure(spellings: Probabilities) -> None:
    """An abbreviation is never replaced."""
    spellings |= {"hop": ("họp", 0.5)} | quoc_phong(1.0, 1.0)
    assert accented("quoc phong HOP", {"quốc phòng": 9, "phòng hop": 9}) == "quốc phòng HOP"


def test_every_changed_syllable_stands_beside_another_syllable(spellings: Probabilities) -> None:
    """In the corpus or in a passage; what is no syllable of Vietnamese says nothing."""
    spellings |= {"it": ("ít", 1.0)}
    assert accented("hp it", {"hp ít": 900}) == "hp it"
    assert accented("an it", {"an ít": 1}) == "an ít"
    assert accented("an it", {}) == "an it"
    assert accented("an it", {}, passages=["an ít"]) == "an ít"
    assert accented("an it", {}, passages=["ít an"]) == "an it"
    spellings |= quoc_phong(1.0, 1.0)
    assert accented("quoc phong it", {"quốc phòng": 9}) == "quoc phong it"
    assert accented("quoc phong it", {"quốc phòng": 9, "phòng ít": 9}) == "quốc phòng ít"
    assert accented("it an quoc", {"an quốc": 9}) == "it an quoc"
    assert accented("an it an quoc", {"an ít": 9, "an quốc": 9}) == "an ít an quốc"


def test_every_pair_of_syllables_has_to_be_undisputed(spellings: Probabilities) -> None:
    """One disputed pair leaves the query in doubt, and without any pair nothing is clear."""
    spellings |= quoc_phong(0.6, 0.6) | {"hop": ("họp", 0.6)}
    pairs = {"quốc phòng": 9, "phòng họp": 9}
    assert accented("quoc phong hop", pairs) == "quốc phòng họp"
    assert accented("quoc phong hop", pairs | {"phong hop": 1}) == "quoc phong hop"
    spellings |= {"it": ("ít", 0.6)}
    assert accented("hp it", {"hp ít": 9}) == "hp it"
    # A neighbour that is no syllable is not asked about.
    assert accented("hp quoc phong", {"quốc phòng": 9, "hp quốc": 1, "hp quoc": 1}) == "hp quốc phòng"


def test_the_accents_of_one_stretch_do_not_depend_on_another(spellings: Probabilities) -> None:
    """What was counted for a stretch is forgotten with it."""
    spellings |= quoc_phong(0.6, 0.6) | {"hop": ("họp", 0.6)}
    corpus = {"quốc phòng": 9, "quoc phong": 1, "phòng họp": 9}
    assert accented("phong hop OR quoc phong", corpus) == "phong hop OR quoc phong"
    assert accented("quoc phong OR phong hop", corpus) == "quoc phong OR phong hop"


def test_the_share_of_missing_accents_is_that_of_the_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spellings are asked for with how many of its accents the stretch lacks."""
    asked: list[tuple[list[str], float]] = []

    def spell(syllables: Sequence[QuerySyllable], _: object, missing: float) -> list[Spellings]:
        asked.append(([syllable.exact for syllable in syllables], missing))
        return [Spellings((Spelling(syllable.exact, 1.0),)) for syllable in syllables]

    monkeypatch.setattr(missing_accents, "weigh_spellings", spell)
    assert accented("quốc phòng OR an toan", {}) == "quốc phòng OR an toan"
    assert asked == [(["quốc", "phòng"], 0.0), (["an", "toan"], 1.0)]

"""The tiers of a plan, over two segments: which documents are in each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchidx.engines.columnar.searching.term_resolver import TermResolver
from searchidx.engines.columnar.searching.tiers import PlanTiers, count_documents
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, Boost, Plan, Rescoring, Term, WeightedField
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchidx.engines.columnar.arrays import Mask


def term(text: str) -> AnyTerm:
    return AnyTerm((Term("body", text),))


PLAN = Plan(
    complete=AllOf((term("an"), term("ba"))),
    partial=AnyOf((term("an"), term("ba"), term("dê"))),
    partial_levels=(term("an"), term("ca")),
    k1=1.2,
    b=0.0,
)
BOOSTED = Rescoring(
    depth=9,
    fields=(WeightedField("body", 1.0),),
    syllables=(),
    pairs=(),
    near_distance=8,
    passages=(),
    coverage=WeightedField("body", 0.0),
    similarity=0.0,
    boosts=(Boost("ca", term("ca"), 1.0), Boost("dê", term("dê"), 1.0)),
)


@pytest.fixture(scope="module")
def tiers_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Plan], PlanTiers]:
    """Documents 0 and 4 are complete matches; 6 matches in no way, and 7 is deleted."""
    folder = tmp_path_factory.mktemp("tiers")
    parts = [
        corpus.documents_of("an ba", "an ca", "dê", "ba ca"),
        corpus.documents_of("an ba ca", "ba", "e", "an ba", first=4),
    ]
    segments = [
        corpus.segment_of(folder / str(number), documents, deleted=["7"])
        for number, documents in enumerate(parts)
    ]
    resolver = TermResolver(segments)
    return lambda plan: PlanTiers(plan, segments, resolver)


def members(masks: list[Mask]) -> str:
    """The ids of the documents in the masks; the second segment begins with document 4."""
    return "".join(
        str(4 * segment + document)
        for segment, mask in enumerate(masks)
        for document in np.flatnonzero(mask).tolist()
    )


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        # 1 has both levels, 3 has `ca`, 2 and 5 have none of them.
        (PLAN, ["04", "1", "3", "25"]),
        (PLAN._replace(partial_levels=()), ["04", "1235"]),
        (PLAN._replace(partial_levels=(term("dê"),)), ["04", "2", "135"]),
        (PLAN._replace(partial_below=3), ["04", "1", "3", "25"]),
        (PLAN._replace(partial_below=2), ["04"]),
        (PLAN._replace(partial=None), ["04"]),
        (PLAN._replace(partial=term("none")), ["04"]),
        (PLAN._replace(complete=term("none")), ["", "14", "03", "25"]),
        (PLAN._replace(tiered=False), ["012345"]),
        (PLAN._replace(tiered=False, partial_below=0), ["012345"]),
    ],
)
def test_tiers(tiers_of: Callable[[Plan], PlanTiers], plan: Plan, expected: list[str]) -> None:
    """Complete matches, then partial ones by the number of their levels; empty tiers are left out."""
    tiers = tiers_of(plan)
    assert [members(tier) for tier in tiers.tiers] == expected
    assert members(tiers.complete) == ("" if plan.complete == term("none") else "04")


def test_boosts_are_looked_for_in_the_tiers_alone(tiers_of: Callable[[Plan], PlanTiers]) -> None:
    """Documents with `ca` are 1, 3 and 4; document 2 with `dê` is no match of the second plan."""
    tiers = tiers_of(PLAN._replace(rescoring=BOOSTED))
    assert [members(masks) for masks in tiers.boosts] == ["134", "2"]
    assert [members(masks) for masks in tiers.boosted_first(tiers.tiers[0])] == ["4", "0"]
    assert [members(masks) for masks in tiers.boosted_first(tiers.tiers[3])] == ["2", "5"]
    only_complete = tiers_of(PLAN._replace(partial=None, rescoring=BOOSTED))
    assert [members(masks) for masks in only_complete.boosts] == ["4", ""]


@pytest.mark.parametrize("rescoring", [None, BOOSTED._replace(boosts=())])
def test_without_boosts_a_tier_is_not_divided(
    tiers_of: Callable[[Plan], PlanTiers], rescoring: Rescoring | None
) -> None:
    tiers = tiers_of(PLAN._replace(rescoring=rescoring))
    assert tiers.boosts == []
    assert [members(masks) for masks in tiers.boosted_first(tiers.tiers[0])] == ["04"]


def test_documents_are_counted_over_all_segments() -> None:
    assert count_documents([np.array([True, False]), np.array([True, True])]) == 3
    assert count_documents([]) == 0

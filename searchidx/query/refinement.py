"""How the best documents are looked at again: by their best passage, and by their titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.query.ast import Refinement, Term, Weighted
from searchidx.query.weights import rarity
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.query.lexicon import Lexicon
    from searchidx.query.runs import Run
    from searchidx.query.weights import Scoring


def refinement(runs: Sequence[Run], lexicon: Lexicon, scoring: Scoring) -> Refinement | None:
    """Return the second look for the syllables of the runs, None when there are none."""
    in_body = _distinct(runs, "body")
    in_title = _distinct(runs, "title")
    worth = {text: rarity(text, lexicon) for text in {*in_body, *in_title}}
    if not worth:
        return None
    whole = scoring.coverage * sum(worth[text] for text in in_title)
    return Refinement(
        pool=scoring.pool,
        stretches=scoring.passages,
        passage=tuple(
            Weighted((Term(layers("title").folded, text), Term(layers("body").folded, text)), worth[text])
            for text in in_body
        ),
        title=tuple(Weighted((Term(layers("title").folded, text),), whole) for text in in_title),
    )


def _distinct(runs: Sequence[Run], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.folded for run in runs if field in run.fields for one in run.syllables))

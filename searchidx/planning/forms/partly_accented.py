"""The syllables of a query that lack some of their accents: `đuong` for `đường`, `tiêng` for `tiếng`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.planning.accents.partly_typed import lacks_accents, with_more_accents
from searchidx.planning.forms.form import StretchForm
from searchidx.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.planning.statistics import QueryStatistics
    from searchidx.planning.stretches import Stretch


def partly_accented_forms(stretch: Stretch, statistics: QueryStatistics) -> Iterator[StretchForm]:
    """Yield the forms of each syllable that lacks accents: one position with its fully accented spellings.

    Whether a syllable lacks accents is judged by all text fields, so that the syllable means the same in a
    clause for one field.
    """
    exact = statistics.of_fields(TEXT_FIELDS).exact
    for at, syllable in enumerate(stretch.syllables):
        if syllable.accented and lacks_accents(syllable.exact, exact[syllable.exact]):
            known = tuple([text for text in with_more_accents(syllable.exact) if exact[text]])
            if known:
                yield StretchForm(at, at + 1, (known,))

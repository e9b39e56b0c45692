"""The other forms of the end of a stretch, with its last parts joined or its last word divided.

Planning looks them up before it reads the last word as a beginning: articles may write `tik tok` as `tiktok`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from searchidx.planning.forms.joined import joined_forms
from searchidx.planning.forms.parted import parted_forms
from searchidx.planning.stretches import separators
from searchidx.schema import layers

if TYPE_CHECKING:
    from searchidx.engines.base import TermStatistics
    from searchidx.planning.forms.form import StretchForm
    from searchidx.planning.stretches import Stretch


def end_forms(stretch: Stretch, text: str, index: TermStatistics) -> list[StretchForm]:
    """Return the forms that join the last syllable of a stretch to those before it, or that divide it.

    `text` is that of the query. The last syllable itself in other accents is no such form: `tie` is none of
    `tiề`, which is rather the beginning of `tiền`.
    """
    last = len(stretch.syllables) - 1
    joined = joined_forms(stretch, separators(stretch, text), index)
    parted = parted_forms(stretch._replace(syllables=stretch.syllables[last:]), index)
    return [
        *[form for form in joined if form.first < last < form.end],
        *[form._replace(first=last, end=last + 1) for form in parted],
    ]


def form_documents(form: StretchForm, stretch: Stretch, index: TermStatistics) -> int:
    """Return about how many documents have a form of `end_forms`: those with its rarest pair, if it has any.

    A document with the form in two fields counts twice.
    """
    terms = [term for (term,) in form.positions]
    pairs = list(map(" ".join, pairwise(terms)))
    by_field = [
        index.document_frequencies(layers(field).pairs, pairs)
        if pairs
        else index.document_frequencies(layers(field).folded, terms)
        for field in stretch.fields
    ]
    return min(map(sum, zip(*by_field, strict=True)))

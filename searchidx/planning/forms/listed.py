"""The other forms of the keys of tables: of the common abbreviations, and of the user's own synonyms."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from searchidx.planning.forms.form import StretchForm
from searchidx.planning.forms.joined import MAX_JOINED_PARTS, joined_forms
from searchidx.planning.forms.parted import parted_forms
from searchidx.planning.stretches import Stretch
from searchidx.planning.terms import syllable_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyzers.form_table import FormTable
    from searchidx.engines.base import TermStatistics

MAX_LISTED_FORMS: Final = 100
"""The number of forms of a key that are considered. A rule of the user may have thousands."""

MAX_SPELT_FORMS: Final = 10
"""The number of listed forms of a stretch whose own spellings are looked up."""


def listed_forms(stretch: Stretch, table: FormTable) -> Iterator[StretchForm]:
    """Yield the other forms of the keys of a table in a stretch, in order.

    If keys overlap, the key that starts first is used. If several keys start there, the longest is used.
    """
    terms = [syllable.exact for syllable in stretch.syllables]
    first = 0
    while first < len(terms):
        longest = min(table.longest_key(terms[first]), len(terms) - first)
        # The other forms of the parts that start here, the longest part first.
        found = (
            (first + size, table.other_forms(terms[first : first + size])) for size in range(longest, 0, -1)
        )
        end, forms = next(((end, forms) for end, forms in found if forms), (first + 1, ()))
        for form in forms[:MAX_LISTED_FORMS]:
            yield StretchForm(first, end, tuple([(term,) for term in form]))
        first = end


def forms_of_respelt_keys(stretch: Stretch, table: FormTable) -> Iterator[StretchForm]:
    """Yield each key of a table that a stretch has with its parts joined or divided, and its other forms.

    With the rule `xe máy, mô tô`, the stretch `môtô` has the forms `mô tô` and `xe máy`.
    """
    terms = [syllable.exact for syllable in stretch.syllables]
    for first in range(len(terms)):
        for end in range(first + 1, min(first + MAX_JOINED_PARTS, len(terms)) + 1):
            for key in table.divided_otherwise(terms[first:end]):
                for form in (key, *table.other_forms(key)[:MAX_LISTED_FORMS]):
                    yield StretchForm(first, end, tuple([(term,) for term in form]))


def spelt_forms(stretch: Stretch, table: FormTable, index: TermStatistics) -> Iterator[StretchForm]:
    """Yield the other spellings of the first `MAX_SPELT_FORMS` forms of a stretch by a table, in their order.

    The spellings are those with parts joined or divided. For the form `sars cov 2`, `sarscov2` is yielded.
    """
    found = chain(listed_forms(stretch, table), forms_of_respelt_keys(stretch, table))
    for form in islice(found, MAX_SPELT_FORMS):
        terms = tuple([syllable_of(term) for (term,) in form.positions])
        of_form = Stretch(terms, stretch.fields)
        any_sign = ["-"] * (len(terms) - 1)
        for spelt in chain(joined_forms(of_form, any_sign, index), parted_forms(of_form, index)):
            positions = (*form.positions[: spelt.first], *spelt.positions, *form.positions[spelt.end :])
            yield form._replace(positions=positions)

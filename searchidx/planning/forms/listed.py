"""The other forms of the keys of tables: of the common abbreviations, and of the user's own synonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.planning.forms.form import StretchForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyzers.form_table import FormTable
    from searchidx.planning.stretches import Stretch

MAX_LISTED_FORMS: Final = 100
"""The number of forms of a key that are considered. A rule of the user may have thousands."""


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
            yield StretchForm(first, end, tuple([(term,) for term in form]), is_spelling=False)
        first = end

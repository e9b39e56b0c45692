"""The other forms of abbreviations, as parts of a stretch."""

from __future__ import annotations

import pytest

from searchidx.planning.forms.abbreviations import MAX_EXPANSIONS, abbreviation_forms
from searchidx.planning.forms.form import StretchForm
from tests.support.planning import stretch
from tests.support.statistics import WrittenStatistics

INDEX = WrittenStatistics(
    {
        "abbreviations": {
            "htx=hợp tác xã": 5,
            "hợp tác xã=htx": 5,
            "hop tac xa=htx": 5,
            "ubnd=ủy ban nhân dân": 9,
            "atgt=an toàn giao thông": 4,
            "ttatxh=trật tự an toàn xã hội": 3,
            "pccc=phòng cháy chữa cháy": 2,
        }
    },
    documents=100,
)

FORMS = [
    ("vui", []),
    ("htx", [(0, 1, "hợp tác xã")]),
    ("hợp tác xã", [(0, 3, "htx")]),
    ("vui hop tac xa lớn", [(1, 4, "htx")]),
    ("hợp tác", []),
    ("ubnd vui htx", [(0, 1, "ủy ban nhân dân"), (2, 3, "hợp tác xã")]),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_each_form_is_another_name_of_its_part(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert list(abbreviation_forms(stretch(text), INDEX)) == [
        StretchForm(first, end, tuple([(term,) for term in other.split()]), is_certain=False)
        for first, end, other in expected
    ]


def test_a_stretch_has_four_forms_at_most() -> None:
    """The first ones count."""
    found = list(abbreviation_forms(stretch("htx ubnd atgt ttatxh pccc"), INDEX))
    assert MAX_EXPANSIONS == 4
    assert [form.first for form in found] == [0, 1, 2, 3]

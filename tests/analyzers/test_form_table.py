"""Tables of forms: which part of a text is a key, and which other forms it has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.fold import folded_term
from analyzers.form_table import FormRule, FormTable, form_of
from analyzers.normalize import i_y_variants


def forms(*texts: str) -> tuple[tuple[str, ...], ...]:
    return tuple(form_of(text) for text in texts)


def equivalent(*texts: str) -> FormRule:
    return FormRule(forms(*texts), forms(*texts))


TABLE = FormTable(
    [
        equivalent("thành phố Thủ Đức", "TP.Thủ Đức"),
        equivalent("bác sĩ", "thầy thuốc"),
        FormRule(forms("má"), forms("mẹ", "mẹ đẻ")),
        FormRule(forms("mạ", "lúa non"), forms("cây lúa")),
        FormRule(forms("mẹ"), forms("bầm")),
        FormRule(forms("má"), forms("mẹ", "u", "má")),
        equivalent("Đ.Hồ", "đồng hồ"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("thành phố Thủ Đức", ["tp thủ đức"]),
        ("THÀNH PHỐ THỦ ĐỨC", ["tp thủ đức"]),
        ("thanh pho thu duc", ["tp thủ đức"]),
        ("thành phố thu duc", ["tp thủ đức"]),
        ("TP.Thủ Đức", ["thành phố thủ đức"]),
        ("TP Thủ-Đức", ["thành phố thủ đức"]),
        ("tp thu duc", ["thành phố thủ đức"]),
        ("thánh phố Thủ Đức", []),
        ("thành phố thú đức", []),
        ("thành phố Thủ", []),
        ("thành phố Thủ Đức mới", []),
        ("Thủ Đức", []),
        ("bác sĩ", ["thầy thuốc"]),
        ("bác sỹ", ["thầy thuốc"]),
        ("bac sy", ["thầy thuốc"]),
        ("bac sĩ", ["thầy thuốc"]),
        ("bắc sỹ", []),
        ("thầy thuốc", ["bác sĩ"]),
        ("thai thuoc", []),  # y for i only where both spell one word
        ("má", ["mẹ", "mẹ đẻ", "u"]),
        ("mạ", ["cây lúa"]),
        ("ma", ["mẹ", "mẹ đẻ", "cây lúa", "u"]),  # bare: any accents; rules in their order
        ("mả", []),
        ("lúa non", ["cây lúa"]),
        ("cây lúa", []),  # one-way
        ("mẹ", ["bầm"]),  # what má finds is not passed on
        ("đồng hồ", ["đ hồ"]),
        ("d ho", ["đồng hồ"]),
        ("đ ho", ["đồng hồ"]),
        ("", []),
    ],
)
def test_other_forms(typed: str, others: list[str]) -> None:
    """A key is found in its accents or without them; several rules add up; no form is its own other form."""
    assert TABLE.other_forms(form_of(typed)) == tuple(tuple(other.split()) for other in others)


def test_the_key_as_typed_comes_first() -> None:
    """Values of the very key stand before those of keys that differ in accents, whatever rule comes first."""
    table = FormTable([equivalent("mạ", "lúa non"), equivalent("ma", "hồn")])
    assert table.other_forms(["ma"]) == forms("hồn", "lúa non")
    assert table.other_forms(["mạ"]) == forms("lúa non")


@pytest.mark.parametrize(
    ("term", "longest"),
    [
        ("thành", 4),
        ("thanh", 4),
        ("thánh", 4),
        ("tp", 3),
        ("bác", 2),
        ("ma", 1),
        ("sĩ", 0),
        ("u", 0),
        ("", 0),
    ],
)
def test_the_longest_key_from_a_term(term: str, longest: int) -> None:
    """It counts terms, and is 0 if no key begins so, also for terms that only values have."""
    assert TABLE.longest_key(term) == longest


def test_a_table_without_rules() -> None:
    """It has no keys."""
    assert FormTable([]).other_forms(["a"]) == ()
    assert FormTable([]).longest_key("a") == 0


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("TP.HCM", "tp hcm"),
        ("LĐ-TB&XH", "lđ tb xh"),
        ("Hoà Bình", "hòa bình"),
        ("03/2019/NĐ-CP", "03 2019 nđ cp"),
        ("3,5%", "3 5"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_form_of(text: str, form: str) -> None:
    """A form has the parts of a text, and not its whole codes."""
    assert form_of(text) == tuple(form.split())


SYLLABLES = st.sampled_from(["ma", "má", "mạ", "sĩ", "sỹ", "si", "sy", "đ", "d", "tp"])
FORMS = st.lists(SYLLABLES, min_size=1, max_size=3).map(tuple)
SIDES = st.lists(FORMS, min_size=1, max_size=3, unique=True).map(tuple)
RULES = st.one_of(st.builds(FormRule, SIDES, SIDES), SIDES.map(lambda side: FormRule(side, side)))


def is_spelling_of(typed: str, term: str) -> bool:
    spellings = {term, *i_y_variants(term)}
    return typed in spellings | {folded_term(spelling) for spelling in spellings}


@given(st.lists(RULES, max_size=6), FORMS)
def test_a_table_is_what_its_rules_say(rules: list[FormRule], typed: tuple[str, ...]) -> None:
    """Reading all rules one by one finds the same forms, and no key is longer than `longest_key` says."""
    keys = {
        key
        for rule in rules
        for key in rule.keys
        if len(key) == len(typed) and all(map(is_spelling_of, typed, key))
    }
    values = {value for rule in rules if keys & set(rule.keys) for value in rule.values}
    table = FormTable(rules)
    found = table.other_forms(typed)
    assert len(found) == len(set(found))
    assert set(found) == values - keys - {typed}
    if keys:
        assert table.longest_key(typed[0]) >= len(typed)
    if found:
        assert table.other_forms([folded_term(term) for term in typed])


DIVIDED = [
    (["môtô"], [("mô", "tô")]),
    (["moto"], [("mô", "tô")]),
    (["ô", "tô"], [("ôtô",)]),
    (["o", "to"], [("ôtô",)]),
    (["covid19"], [("covid", "19")]),
    (["cov", "id19"], [("covid", "19")]),
    (["mô", "tô"], []),  # the key itself
    (["mo", "to"], []),
    (["mồtô"], []),
    (["h", "oa"], []),
    (["hoa"], []),
    (["covid", "1", "9"], []),
    (["1", "9"], []),
    (["19"], []),
    (["xe"], []),
    ([""], []),
]


@pytest.mark.parametrize(("terms", "keys"), DIVIDED)
def test_keys_that_are_divided_otherwise(terms: list[str], keys: list[tuple[str, ...]]) -> None:
    table = FormTable(
        [
            equivalent("mô tô", "xe máy"),
            equivalent("ôtô", "xe hơi"),
            equivalent("covid 19", "cúm mới"),
            equivalent("hoa", "bông"),
            equivalent("1 9", "x"),
            equivalent("19", "y"),
        ]
    )
    assert list(table.divided_otherwise(terms)) == keys

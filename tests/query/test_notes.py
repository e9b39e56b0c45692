"""What an answer says about words that look like fields."""

from __future__ import annotations

import unicodedata

import pytest

from searchidx.query.fields import FIELDS
from searchidx.query.notes import MAX_NOTES
from searchidx.query.parse import parse
from tests.support.trees import leaves

REPLACED = [  # the query, the name in it, and what to write instead
    ("before:2020", "before", "date:..2019"),
    ("lũ before:2020", "before", "date:..2019"),
    ("before:2020-03", "before", "date:..2020-02"),
    ("before:3/2020", "before", "date:..2020-02"),
    ("before:15/3/2020", "before", "date:..2020-03-14"),
    ("before:2020-03-01", "before", "date:..2020-02"),
    ("before:2020-01-01", "before", "date:..2019"),
    ("since:2020", "since", "date:2020.."),
    ("after:3/5/2020", "after", "date:3/5/2020.."),
    ("from:2020-05", "from", "date:2020-05.."),
    ("until:2020", "until", "date:..2020"),
    ("till:2020", "till", "date:..2020"),
    ("to:24/11/2021", "to", "date:..24/11/2021"),
    ("since:2020..2021", "since", "date:2020..2021"),
    ("year:2020", "year", "date:2020"),
    ("ngày:24/11/2021,", "ngày", "date:24/11/2021"),
    ("day:2019..2020", "day", "date:2019..2020"),
    ("site:vnexpress.net", "site", "source: instead of site:"),
    ("nguồn:ttxnđ", "nguồn", "source: instead of nguồn:"),
    ('publisher:"tuổi trẻ"', "publisher", "source: instead of publisher:"),
    ("section:(thể thao)", "section", "category: instead of section:"),
    ("intitle:bão", "intitle", "title: instead of intitle:"),
    ("headline:bão", "headline", "title: instead of headline:"),
    ("content:bão", "content", "body: instead of content:"),
    ("year:này", "year", "date: instead of year:"),
    # known names may have capitals
    ("Before:2020", "Before", "date:..2019"),
    ("SITE:x", "SITE", "source: instead of SITE:"),
    # with a sign, in a group, with a star, with full-width signs
    ("-site:x", "site", "source: instead of site:"),
    ("a OR (+site:x)", "site", "source: instead of site:"),
    ("title:(a site:x)", "site", "source: instead of site:"),
    ("site:vn*", "site", "source: instead of site:"),
    ("site：x", "site", "source: instead of site:"),
]


@pytest.mark.parametrize(("query", "name", "instead"), REPLACED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_note_says_what_to_write(query: str, name: str, instead: str, form: str) -> None:
    """For names that other search engines have, it is the field or the range with the same meaning."""
    ending = "" if "instead" in instead else " instead"
    notes = parse(unicodedata.normalize(form, query)).notes  # type: ignore[arg-type]
    assert notes == (f"There is no field {name}:, so it was searched as a word. Write {instead}{ending}.",)


UNKNOWN = [
    "folder:x", "tag:abc", "tag:abc*", "folder:/home/x", "lang:vi", "tile:x", "before:tết", "to:x",
    "before:0001", "before:31/2/2020", 'tag:"a b"', "tag:(a b)", "tag:-x", "re:x", "x -tag:y",
]  # fmt: skip


@pytest.mark.parametrize("query", UNKNOWN)
def test_a_note_on_another_name_lists_the_fields(query: str) -> None:
    (note,) = parse(query).notes
    assert note.startswith("There is no field ")
    listed = note.split(" The fields are ")[1]
    assert [name.strip(",.:") for name in listed.replace(" and ", " ").split()] == list(FIELDS)


NO_FIELDS = [
    "", "bão", "title:bão Source:x date:2020", "TITLE:-", "http://x.vn https://vn.vn/a:b", "19:30 2:1 a:b",
    "Covid-19: lúc 19:30", "Covid-19:x", "Re:abc", "Trung Quốc:Chuẩn bị", "đó là:1. Nhiều", "TPHCM:Hơn",
    "tag: x", "tag:", "tag:)", "(tag:)", "tag:, x", "site: x", '"before:2020"', '"a site:x"', "title:site:x",
    "x:y", "#tag:x", "‘tag:x", "a.tag:x", "From:x", "To:x", "tag::x", "tag:…x", "a_b:x", "h2o:x",
]  # fmt: skip


@pytest.mark.parametrize("query", NO_FIELDS)
def test_other_text_has_no_note(query: str) -> None:
    """Neither real fields and quoted text, nor colons in times, addresses and pasted titles."""
    assert parse(query).notes == ()


@pytest.mark.parametrize(("query", "name", "instead"), REPLACED)
def test_the_words_are_searched_all_the_same(query: str, name: str, instead: str) -> None:
    """A note changes nothing else: the name is in a leaf, as text."""
    assert any(leaf.text.startswith(name) for leaf in leaves(parse(query).root))


def test_each_name_has_one_note() -> None:
    """In the order of the query, and no more than a user would read."""
    assert [note.split()[4] for note in parse("tag:x site:y tag:z lang:vi").notes] == [
        "tag:,",
        "site:,",
        "lang:,",
    ]
    names = ["ab", "cd", "ef", "gh", "ij", "kl", "mn"]
    notes = parse(" ".join(f"{name}:x" for name in names)).notes
    assert [note.split()[4] for note in notes] == [f"{name}:," for name in names[:MAX_NOTES]]

"""The format of synonyms: what each line means, and which lines are refused.

The cases of Solr's own sample file and of the documentation of Lucene's `SolrSynonymParser` are among them.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.form_table import FormRule, FormTable
from searchidx.errors import SynonymsError
from searchidx.synonyms import solr_format
from searchidx.synonyms.solr_format import MAX_FORM_WORDS, MAX_FORMS, parse
from searchidx.synonyms.stored import decode, encode
from tests.support.texts import HOSTILE


def rules(text: str) -> list[str]:
    """The rules of a text, each as it is stored."""
    return [encode([rule]) for rule in parse(text, "x")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("# a, b\n#a => b\n  # c, d", []),
        ("a, b", ["a,b"]),
        ("a,b,c", ["a,b,c"]),
        ("GB,gib,gigabyte,gigabytes", ["gb,gib,gigabyte,gigabytes"]),
        ("aaafoo => aaabar", ["aaafoo=>aaabar"]),
        ("cccfoo => cccbar cccbaz", ["cccfoo=>cccbar cccbaz"]),
        ("i-pod, i pod => ipod", ["i pod=>ipod"]),
        ("sea biscuit, sea biscit => seabiscuit", ["sea biscuit,sea biscit=>seabiscuit"]),
        ("foo => foo bar\nfoo => baz", ["foo=>foo bar", "foo=>baz"]),
        ("a=>b,c", ["a=>b,c"]),
        ("a => a, b", ["a=>a,b"]),
        ("a, b => a, b", ["a,b"]),
        ("xe máy, xe gắn máy, mô tô", ["xe máy,xe gắn máy,mô tô"]),
        ("TP.HCM, Sài Gòn", ["tp hcm,sài gòn"]),
        ("Hoà Bình, hòa bình, HÒA  BÌNH, bình yên", ["hòa bình,bình yên"]),
        ("GB, gb\nHoà => HÒA", []),
        ("a,, b,", ["a,b"]),
        (", a , ,b", ["a,b"]),
        ("  a  b ,\tc ", ["a b,c"]),
        (r"1\,5 tỷ, một tỷ rưỡi", ["1 5 tỷ,một tỷ rưỡi"]),
        (r"a\=>b, c", ["a b,c"]),
        (r"a\=\>b, c", ["a b,c"]),
        (r"a =\> b, c", ["a b,c"]),
        (r"\#metoo, phong trào", ["metoo,phong trào"]),
        ("C# 7, dotnet", ["c 7,dotnet"]),
        (r"a\\, b", ["a,b"]),
        (r"a\b, c", ["ab,c"]),
        ("a, b\\", ["a,b"]),
        ("a ==> b", ["a=>b"]),
        ("a > b, c = d", ["a b,c d"]),
        ("a, b\r\nc, d\re, f\n", ["a,b", "c,d", "e,f"]),
        ("a, b\u2028c, d\u0085e, f\x0bg", ["a,b c,d e,f g"]),
        ("03/2019/NĐ-CP, nghị định 03", ["03 2019 nđ cp,nghị định 03"]),
        ("ho&agrave; b&igrave;nh, yên", ["hòa bình,yên"]),
        ("a " * MAX_FORM_WORDS + ", b", ["a " * (MAX_FORM_WORDS - 1) + "a,b"]),
    ],
)
def test_rules(text: str, expected: list[str]) -> None:
    """A line is a rule; signs, case, white space, the place of tone marks and repetitions do not matter."""
    assert rules(text) == expected


def test_a_rule_of_equals_and_a_one_way_rule() -> None:
    """Forms without an arrow are keys and values at once."""
    a, b = ("a",), ("b",)
    assert parse("a, b\na => b", "x") == (FormRule((a, b), (a, b)), FormRule((a,), (b,)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a", "x, line 1: a rule needs at least two forms; write rules as a, b, c or as a => b, c"),
        (
            "UBND = Ủy ban",
            "x, line 1: a rule needs at least two forms; write rules as a, b, c or as a => b, c",
        ),
        ("a,", "x, line 1: a rule needs at least two forms; write rules as a, b, c or as a => b, c"),
        (", ,", "x, line 1: a rule needs at least two forms; write rules as a, b, c or as a => b, c"),
        (
            "# 1\n\na, b\na => b => c\n",
            r'x, line 4: it has "=>" more than once; write one rule a line, or \=> for the sign itself',
        ),
        ("=>", 'x, line 1: there is no form on the left of "=>"; write rules as a => b, c'),
        ("\n, => b", 'x, line 2: there is no form on the left of "=>"; write rules as a => b, c'),
        ("a =>", 'x, line 1: there is no form on the right of "=>"; write rules as a => b, c'),
        ("a => ,", 'x, line 1: there is no form on the right of "=>"; write rules as a => b, c'),
        ("a, !?", "x, line 1: the form '!?' has no letter and no digit; remove it"),
        ("\x1b[1m => …", "x, line 1: the form '…' has no letter and no digit; remove it"),
        ("a, \x1b", "x, line 1: the form '\\x1b' has no letter and no digit; remove it"),
        (
            "a, " + "b " * 15,
            f"x, line 1: the form {'b ' * 14 + 'b'!r} has 15 words; shorten it to 14 words or fewer",
        ),
        (
            "a\\,b\r\nc => " + "dài " * 3000,
            "x, line 1: a rule needs at least two forms; write rules as a, b, c or as a => b, c",
        ),
        (
            "a, b\r\nc => " + "dài " * 3000,
            f"x, line 2: the form '{'dài ' * 15}…' has 3000 words; shorten it to 14 words or fewer",
        ),
    ],
)
def test_a_line_that_is_no_rule_is_refused(text: str, message: str) -> None:
    """The error names the text and the line, and says what to do."""
    with pytest.raises(SynonymsError) as caught:
        parse(text, "x")
    assert str(caught.value) == message


def test_the_number_of_forms_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """All rules together have so many forms; repeated forms of a rule count once."""
    monkeypatch.setattr(solr_format, "MAX_FORMS", 5)
    assert len(parse("a, b, A\n# c\nc => d, d, e", "x")) == 2
    with pytest.raises(SynonymsError, match=r"^x, line 2: there are more than 5 forms up to here; keep"):
        parse("a, b, c\nd => e, f", "x")


@given(HOSTILE)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is read is stored and loaded as the same rules, and is a file of the same rules."""
    try:
        found = parse(text, "x")
    except SynonymsError as error:
        message = str(error)
    else:
        message = ""
    if message:
        assert message.startswith("x, line ")
        return
    assert decode(encode(found)) == parse(encode(found), "x") == found
    assert all(rule.keys and rule.values and all((*rule.keys, *rule.values)) for rule in found)


FORMS = st.lists(
    st.sampled_from(["a", "Bộ", "TP.HCM", "ß", "İ", r"1\,5", "ﬁ", "日本"]), min_size=1, max_size=4
)
SIDES = st.lists(FORMS.map(" ".join), min_size=2, max_size=4).map(", ".join)


@given(st.lists(st.one_of(SIDES, st.tuples(SIDES, SIDES).map(" => ".join)), max_size=5))
def test_what_is_stored_is_a_file_of_the_same_rules(lines: list[str]) -> None:
    """Writing rules and parsing them gives the same rules again, with or without the format's own parser."""
    found = parse("\n".join(lines), "x")
    assert decode(encode(found)) == parse(encode(found), "x") == found


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        ",".join(f"a{number}" for number in range(MAX_FORMS)),
        "\n".join(f"a{number} => b{number}" for number in range(MAX_FORMS // 2)),
        "\n".join(f"a => b{number}" for number in range(MAX_FORMS // 2)),
        "\\," * 1_000_000 + ", a",
        "a\\=>" * 1_000_000,
        "=>" * 1_000_000,
        "#" * 2_000_000,
        "\n" * 2_000_000,
        "a" * 2_000_000 + ", b",
        "a\u0301" * 1_000_000 + ", b",
    ],
    ids=["one rule", "rules", "one key", "commas", "forms", "arrows", "comment", "lines", "letters", "marks"],
)
def test_the_time_is_linear(text: str) -> None:
    """A text of megabytes is read or refused in seconds, and so is a search for its key."""
    started = time.process_time()
    try:
        table = FormTable(parse(text, "x"))
    except SynonymsError:
        pass
    else:
        table.other_forms(["a"])
        table.other_forms(["a0"])
    assert time.process_time() - started < 20

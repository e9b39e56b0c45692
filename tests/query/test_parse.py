"""The query parser: what is read as what, what is refused and where, and that no text breaks it."""

from __future__ import annotations

import contextlib
import datetime
import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import syllables
from searchidx.errors import QuerySyntaxError
from searchidx.query.caret import point_at
from searchidx.query.parse import MAX_CLAUSES, MAX_DEPTH, MAX_QUERY_LENGTH, parse
from searchidx.query.tree import DateRange, Group, Phrase, Query, Word
from tests.support.trees import depth, leaves, spell

READ = [
    # nothing to search for
    ("", ""),
    ("   \t\n ", ""),
    ("-", ""),
    ("–", ""),
    ("+ - * ? !", ""),
    ("...", ""),
    ("*", "[]"),
    (" * ", "[]"),
    ("* *", ""),
    ("＊", "[]"),
    ("***", ""),
    ('""', ""),
    ('"', ""),
    ('" - "', ""),
    ("()", ""),
    ("( ( ) )", ""),
    ("+() -()", ""),
    ("(", ""),
    (")", ""),
    (")(", ""),
    ("\x00\x1f", ""),
    ("a\x7fb\x9fc", "{a b c}"),
    # words
    ("công", "công"),
    ("công an", "{công an}"),
    ("  công \u00a0an\u3000xã ", "{công an xã}"),
    ("công\x00an\x85xã", "{công an xã}"),
    ("công and an or not", "{công and an or not}"),
    ("And Or Not", "{And Or Not}"),
    ("ANDROID NOTE ORAL", "{ANDROID NOTE ORAL}"),
    ("AND/OR", "AND/OR"),
    ("TT-TT", "TT-TT"),
    ("kinh tế- xã hội", "{kinh tế- xã hội}"),
    ("kinh tế - xã hội", "{kinh tế xã hội}"),
    ("kinh tế – xã hội", "{kinh tế xã hội}"),
    ("A-320 C++ U23+", "{A-320 C++ U23+}"),
    ("--help ---", "--help"),
    ("-–x", "-–x"),
    ("+-x -+y", "{+-x -+y}"),
    ("03/2019/NĐ-CP", "03/2019/NĐ-CP"),
    ("1.000 TP.HCM 50%", "{1.000 TP.HCM 50%}"),
    ("a@b.vn https://x.vn/?q=1&r=-2", "{a@b.vn https://x.vn/?q=1&r=-2}"),
    ("R&D & M", "{R&D M}"),
    ("rock'n'roll ’n’", "{rock'n'roll ’n’}"),
    ('rock"n"roll', 'rock"n"roll'),
    ('tivi 55"', '{tivi 55"}'),
    ('(tivi 55")', '{tivi 55"}'),
    ("#tag @user .NET", "{#tag @user .NET}"),
    ("24/11/2021 2020..2021", "{24/11/2021 2020..2021}"),
    # a colon that is not a field's
    ("19:30 2:1", "{19:30 2:1}"),
    ("Covid-19: những điều", "{Covid-19: những điều}"),
    ("Trực tiếp:Việt Nam", "{Trực tiếp:Việt Nam}"),
    ('tiếp:"Việt Nam"', '{tiếp:"Việt Nam"}'),
    ("abc:x url:y id:3", "{abc:x url=y id=3}"),
    ("Title: abc Date: 24/11/2021", "{Title: abc Date: 24/11/2021}"),
    ("SOURCE: TITLE:- (Body:) DATE:x", "{SOURCE: TITLE:- Body: DATE:x}"),
    ("Xtitle:abc \u017fource:abc", "{Xtitle:abc \u017fource:abc}"),
    ("xtitle:abc", "xtitle:abc"),
    ("resource:abc course:abc data:x", "{resource:abc course:abc data:x}"),
    ("tile:2:1", "tile:2:1"),
    ("title", "title"),
    ("title :abc", "{title :abc}"),
    # phrases
    ('"công an"', '"công an"'),
    ("“công an”", '"công an"'),
    ("«công an» „bộ đội“ „bộ đội”", '{"công an" "bộ đội" "bộ đội"}'),
    ("＂công an＂", '"công an"'),
    ('“công an" bộ', '{"công an" bộ}'),
    ('"công an” "bộ đội”', '{"công an” " bộ đội”}'),
    ('“Bỏ tư duy "xin - cho"” đi', '{"Bỏ tư duy "xin - cho"" đi}'),
    ('"a" "b"', '{"a" "b"}'),
    ('"a""b"', '{"a" "b"}'),
    ('"a", "b"…', '{"a" "b"}'),
    ('–"a" …“b”', '{"a" "b"}'),
    ('"công"an', '{"công" an}'),
    ('"AND" "title:x" "-a" "("', '{"AND" "title:x" "-a"}'),
    ('"a\nb"', '"a\nb"'),
    # a quote or parenthesis without a partner, in plain text
    ('"Bộ Công an', "{Bộ Công an}"),
    ('"A" và "B', '{"A" và B}'),
    ("“ “ “x", "x"),
    ("1) Rửa tay 2) Ngủ", "{1 Rửa tay 2 Ngủ}"),
    ("công an (hà nội", "{công an hà nội}"),
    ('a -b "c', "{a c !b}"),
    ("(a -b", "{a !b}"),
    ("((a b) c", "{a b c}"),
    # signs
    ("+công an", "{an ^công}"),
    ("-công an", "{an !công}"),
    ("-công", "!công"),
    ("-công -an", "{!công !an}"),
    ("+công", "{^công}"),
    ("－công ＋an", "{^an !công}"),
    ('"Thứ trưởng" -"Quốc phòng"', '{"Thứ trưởng" !"Quốc phòng"}'),
    ("a -“b c” -«d»", '{a !"b c" !"d"}'),
    ("a -(b c)", "{a !{b c}}"),
    ("a +(b OR c)", "{a ^<b | c>}"),
    ("(-a b)", "{b !a}"),
    ("a -title:b", "{a !title:b}"),
    ("a -title:(b c)", "{a !{title:b title:c}}"),
    ("a +công* -date:2020", "{a ^công* !2020-01-01~2020-12-31}"),
    ("-AND +OR", "{^OR !AND}"),
    ("-NOT", "!NOT"),
    ("a -#tag +@b", "{a ^@b !#tag}"),
    ('"TT"-TT', '{"TT" -TT}'),
    ("a -_ b", "{a b}"),
    # operators
    ("a AND b", "[a & b]"),
    ("a AND b AND c", "[a & b & c]"),
    ("a OR b OR c", "<a | b | c>"),
    ("a OR b AND c", "<a | [b & c]>"),
    ("a AND b OR c", "<[a & b] | c>"),
    ("(a OR b) AND c", "[<a | b> & c]"),
    ("công an OR bộ đội", "<{công an} | {bộ đội}>"),
    ("công an AND bộ đội", "[{công an} & {bộ đội}]"),
    ("NOT a", "!a"),
    ("NOT công an", "!{công an}"),
    ("a NOT b", "{a !b}"),
    ("a b NOT c d", "{a b !{c d}}"),
    ("a NOT b NOT c", "{a !b !c}"),
    ("a AND NOT b", "[a & !b]"),
    ("a OR NOT b AND c", "<a | [!b & c]>"),
    ("NOT NOT a", "a"),
    ("NOT NOT NOT a", "!a"),
    ("NOT -a", "!!a"),
    ("NOT (a OR b)", "!<a | b>"),
    ("a AND -b", "[a & !b]"),
    ("(a)AND(b)", "[a & b]"),
    ("a AND(b)", "[a & b]"),
    ('"a"OR"b"', '{"a" OR"b"}'),
    ('"a" OR "b"', '<"a" | "b">'),
    ("a AND\nb", "[a & b]"),
    # parentheses
    ("(a)", "a"),
    ("((a b))", "{a b}"),
    ("a (b c) d", "{a b c d}"),
    ("（a OR b） c", "{<a | b> c}"),
    ("a (b -c)", "{a {b !c}}"),
    ("f(x) Huế_(phố)", "{f(x) Huế_(phố)}"),
    ("an(hà nội)", "{an hà nội}"),
    ("(a(b)c)", "a(b)c"),
    ("(a)(b)", "{a b}"),
    # fields
    ("title:công an", "{title:công an}"),
    ("title：công", "title:công"),
    ('title:"công an"', 'title:"công an"'),
    ("source:vnexpress.net category:“thế giới”", '{source:vnexpress.net category:"thế giới"}'),
    ("body:công*", "body:công*"),
    ("title:(công an)", "{title:công title:an}"),
    ("title:(a OR b) c", "{<title:a | title:b> c}"),
    ("title:(a body:b (c))", "{title:a body:b title:c}"),
    ("title:(a -(b)) c", "{{title:a !title:b} c}"),
    ("title:AND", "title:AND"),
    ("title:title:a", "title:title:a"),
    ("title:http://x.vn", "title:http://x.vn"),
    ("title:(date:2020)", "2020-01-01~2020-12-31"),
    ("(title:a)", "title:a"),
    # fields in capitals
    ("Title:bão TITLE:lũ", "{title:bão title:lũ}"),
    ('Source:"a b" -CATEGORY:(c d) Body:e*', '{source:"a b" body:e* !{category:c category:d}}'),
    ("Title:Date:2020", "title:Date:2020"),
    ("Date:2021 DATE:..2020", "{2021-01-01~2021-12-31 ~2020-12-31}"),
    # prefixes
    ("công*", "công*"),
    ("công＊", "công*"),
    ("công* an*", "{công* an*}"),
    ("công*, an**", "{công* an*}"),
    ("–công*", "công*"),
    ("(công*)", "công*"),
    ("A-3*", "A-3*"),
    ("*Ngày 2-11", "{*Ngày 2-11}"),
    ("**công* x", "{công* x}"),
    ("Covid-1* TP.HC* 03/2019/NĐ-C*", "{Covid-1* TP.HC* 03/2019/NĐ-C*}"),
    ("NĐ-* 50%*", "{NĐ-* 50%*}"),
    # a star at the end of a phrase makes its last word a beginning
    ('"công an th*"', "công an th*"),
    ("“công an th＊”", "công an th*"),
    ('"công*"', "công*"),
    ('"công an th**"', "công an th*"),
    ('"công an (th*)."', "công an (th*"),
    ('"(công an*), "', "công an*"),
    ('title:"công an th*"', "title:công an th*"),
    ('-"công an th*" +"xã h*"', "{^xã h* !công an th*}"),
    ('title:("công an th*" xã)', "{title:công an th* title:xã}"),
    ('"công an th"*', "công an th*"),
    ('"công an th"**', "công an th*"),
    ("title:“…công an th”*, xã", "{title:công an th* xã}"),
    ('"công an"*xã', "{công an* xã}"),
    # a star that no letter of its word precedes is text
    ('"2 * 3"', '"2 * 3"'),
    ('"2 * 3*"', "2 * 3*"),
    ('"*Ngày mai"', '"*Ngày mai"'),
    ('"Ngày *mai"', '"Ngày *mai"'),
    ('"công an *"', '"công an *"'),
    ('"công an" * xã', '{"công an" xã}'),
    ('"*" "** *" ""*', ""),
    # dates
    ("date:2021", "2021-01-01~2021-12-31"),
    ("date：2021", "2021-01-01~2021-12-31"),
    ("date:2021-11", "2021-11-01~2021-11-30"),
    ("date:2020-2", "2020-02-01~2020-02-29"),
    ("date:2021-11-24", "2021-11-24~2021-11-24"),
    ("date:2021/11/24", "2021-11-24~2021-11-24"),
    ("date:24/11/2021", "2021-11-24~2021-11-24"),
    ("date:1.7.2020", "2020-07-01~2020-07-01"),
    ("date:24-11-2021", "2021-11-24~2021-11-24"),
    ("date:11/2021", "2021-11-01~2021-11-30"),
    ("date:11-2021", "2021-11-01~2021-11-30"),
    ("date:29/2/2020", "2020-02-29~2020-02-29"),
    ("date:2020-07..2021-12", "2020-07-01~2021-12-31"),
    ("date:2021..2021-03", "2021-01-01~2021-03-31"),
    ("date:2021-11..2021", "2021-11-01~2021-12-31"),
    ("date:1.7.2020..2.7.2020", "2020-07-01~2020-07-02"),
    ("date:2020..2020", "2020-01-01~2020-12-31"),
    ("date:..2020", "~2020-12-31"),
    ("date:2020..", "2020-01-01~"),
    ("date:0001..9999", "0001-01-01~9999-12-31"),
    ("(a date:2020)", "{a 2020-01-01~2020-12-31}"),
    ("-date:2020", "!2020-01-01~2020-12-31"),
]

REFUSED = [  # the query, where, and how the reason begins
    ("AND a", 0, "AND needs something before"),
    ("OR", 0, "OR needs something before"),
    ("a AND", 2, "AND needs something after"),
    ("a OR", 2, "OR needs something after"),
    ("a AND OR b", 2, "AND needs something after"),
    ("a OR OR b", 2, "OR needs something after"),
    ("NOT", 0, "NOT needs something after"),
    ("NOT AND a", 0, "NOT needs something after"),
    ("a NOT NOT", 6, "NOT needs something after"),
    ("a AND ()", 2, "AND needs something after"),
    ("() OR a", 3, "OR needs something before"),
    ("a AND -", 2, "AND needs something after"),
    ("(a OR) b", 3, "OR needs something after"),
    ("(AND a)", 1, "AND needs something before"),
    ('a AND "b', 6, "This quote is never closed"),
    ('-"Quốc phòng', 1, "This quote is never closed"),
    ('title:"a', 6, "This quote is never closed"),
    ("a OR «b", 5, "This quote is never closed"),
    ("(a OR b", 0, "This parenthesis is never closed"),
    ("x -(a b", 3, "This parenthesis is never closed"),
    ("title:(a", 6, "This parenthesis is never closed"),
    ("a OR b)", 6, "This parenthesis closes nothing"),
    ("title:a )", 8, "This parenthesis closes nothing"),
    ("title:", 6, "title: needs a word"),
    ("title: công", 6, "title: needs a word"),
    ("(body:)", 6, "body: needs a word"),
    ("source:-", 7, "source: needs a word"),
    ('category:"!"', 10, "category: needs a word"),
    ("title:*", 6, "title: needs a word"),
    ('title:""', 7, "title: needs a word"),
    ('-title:" "', 8, "title: needs a word"),
    ('title:""*', 7, "title: needs a word"),
    ("title:()", 6, "title: needs a word"),
    ("+body:( )", 6, "body: needs a word"),
    ("source:(-)", 7, "source: needs a word"),
    ('category:("" «»)', 9, "category: needs a word"),
    ("title:(())", 6, "title: needs a word"),
    ("title:(a body:())", 14, "body: needs a word"),
    ("a OR title:()", 11, "title: needs a word"),
    ("title:-a", 6, "A sign stands before the field"),
    ('a title:+"b"', 8, "A sign stands before the field"),
    ("tittle:abc", 0, "There is no field tittle:"),
    ('a -titles:"b"', 3, "There is no field titles:"),
    ("sourse:a", 0, "There is no field sourse:"),
    ("categories:a", 0, "There is no field categories:"),
    ("c*ng", 1, "A star may only end a word"),
    ("an –c*ng", 5, "A star may only end a word"),
    ("công*an*", 4, "A star may only end a word"),
    ("title:c*ng", 7, "A star may only end a word"),
    ("2*3", 1, "A star may only end a word"),
    ('"c*ng"', 2, "A star may only end a word"),
    ('"công* an"', 5, "A star may only end a word"),
    ('"công* an*"', 5, "A star may only end a word"),
    ("-title:“xã công* an”", 15, "A star may only end a word"),
    ('"2 * 3* 4"', 6, "A star may only end a word"),
    ('"công* an"*', 5, "A star may only end a word"),
    ("date:", 5, "This is not a date"),
    ("date: 2021", 5, "This is not a date"),
    ("date:21", 5, "This is not a date"),
    ("a date:hôm-nay", 7, "This is not a date"),
    ("date:2021*", 5, "This is not a date"),
    ("date:(2020)", 5, "This is not a date"),
    ('date:"2020"', 5, "This is not a date"),
    ("date:24/11-2021", 5, "This is not a date"),
    ("date:2020...2021", 11, "This is not a date"),
    ("date:2020..x", 11, "This is not a date"),
    ("date:..", 5, "The range names no date"),
    ("date:31/2/2021", 5, "There is no day 31 in 2/2021"),
    ("date:29/2/2021", 5, "There is no day 29 in 2/2021"),
    ("date:2021-02-30", 13, "There is no day 30 in 2/2021"),
    ("date:0/1/2021", 5, "There is no day 0 in 1/2021"),
    ("date:13/2021", 5, "There is no month 13"),
    ("date:2020..2021-00", 16, "There is no month 0"),
    ("date:0000", 5, "There is no year 0000"),
    ("date:2021..2020", 5, "The range ends before it begins"),
    ("DATE:2021..2020", 5, "The range ends before it begins"),
    ('Title:"a', 6, "This quote is never closed"),
    ("-date:2/1/2021..1/1/2021", 6, "The range ends before it begins"),
]


@pytest.mark.parametrize(("query", "expected"), READ)
def test_reading(query: str, expected: str) -> None:
    """Each query is read as the tree beside it."""
    assert spell(parse(query).root) == expected


@pytest.mark.parametrize(("query", "expected"), READ)
def test_unicode_forms_read_alike(query: str, expected: str) -> None:
    """A query in NFD gives the same tree as in NFC, its words kept in NFD."""
    decomposed = unicodedata.normalize("NFD", query)
    assert spell(parse(decomposed).root) == unicodedata.normalize("NFD", expected)


@pytest.mark.parametrize(("query", "position", "reason"), REFUSED)
def test_refusals(query: str, position: int, reason: str) -> None:
    """A wrong query is refused for its reason, at its place, with the query and a caret below."""
    with pytest.raises(QuerySyntaxError) as caught:
        parse(query)
    error = caught.value
    assert (error.query, error.position) == (query, position)
    assert error.reason.startswith(reason)
    assert re.fullmatch(r".+[;:] .+\.", error.reason), "a reason ends with what to do"
    assert str(error) == f"{error.reason}\n{point_at(query, position)}"


def test_query_keeps_what_was_typed() -> None:
    """The text of the query is the one typed, and a leaf's span cuts its own text out of it."""
    query = parse("  +title:“Hoà Bình” －A-320: công＊ (x)")
    assert query.text == "  +title:“Hoà Bình” －A-320: công＊ (x)"
    assert [(leaf.text, query.text[leaf.start : leaf.end]) for leaf in leaves(query.root)] == [
        (text, text) for text in ("công", "x", "Hoà Bình", "A-320:")
    ]


def test_dates_are_dates() -> None:
    """A date clause holds dates, open ends None."""
    assert parse("date:..2020-02").root == DateRange(None, datetime.date(2020, 2, 29))


# --- size --------------------------------------------------------------------------------------------


def test_a_long_paragraph_is_a_query() -> None:
    """A pasted paragraph of the greatest length and number of words is read."""
    text = "việt " * MAX_CLAUSES
    assert len(text) <= MAX_QUERY_LENGTH
    assert len(leaves(parse(text.ljust(MAX_QUERY_LENGTH)).root)) == MAX_CLAUSES


@pytest.mark.parametrize(
    ("query", "position", "reason"),
    [
        ("x" * (MAX_QUERY_LENGTH + 1), MAX_QUERY_LENGTH, "The query has 10,001 characters"),
        ("x " * (MAX_CLAUSES + 1), 2 * MAX_CLAUSES, "The query has more than 2,000 words"),
        ("(" * (MAX_DEPTH + 1) + "x" + ")" * (MAX_DEPTH + 1), MAX_DEPTH, "The parentheses are nested"),
    ],
)
def test_too_large(query: str, position: int, reason: str) -> None:
    """One character, word or parenthesis over a cap is refused at that place."""
    with pytest.raises(QuerySyntaxError, match=re.escape(reason)) as caught:
        parse(query)
    assert caught.value.position == position


def test_the_tree_is_shallow() -> None:
    """The deepest query gives a tree that a simple recursion can walk."""
    query = "a OR b AND NOT (" * MAX_DEPTH + "x" + ")" * MAX_DEPTH
    assert MAX_DEPTH < depth(parse(query).root) <= 4 * MAX_DEPTH + 1
    assert parse("NOT " * 2001 + "x").root == parse(" " * 8000 + "NOT x").root


HOSTILE = [
    "(", ")", "()", "a(", "a()", '"', '" ', "“ ", "“a ", '„a“ „', "-", "- ", "-a ", '-"', "+(", "*", "a* ",
    '"a* ', '"a*', '"a"*', "*a ", '"* ', "tag:x ", "before:2020 ", "tag:", ".", '."', "title:(",
    "title:a ", "abcdefgh:a ", "sources ", "NOT ", "a OR ", "a AND ", "a\u0301",
    "\u0301", "\u200b", "date:2020 ", "f(x)", ". ", "\x00", "🙂", "(a) ", "AND", "a:", "«a „b “c ",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_input_takes_linear_time(unit: str) -> None:
    """The greatest query made of one repeated piece is read or refused within a second."""
    query = (unit * MAX_QUERY_LENGTH)[:MAX_QUERY_LENGTH]
    begun = time.process_time()
    with contextlib.suppress(QuerySyntaxError):
        parse(query)
    assert time.process_time() - begun < 1


def outcome(text: str) -> Query | QuerySyntaxError:
    try:
        return parse(text)
    except QuerySyntaxError as error:
        return error


# --- any text ----------------------------------------------------------------------------------------

PIECES = st.sampled_from([
    "a", "công", '"b c"', '"', "“", "”", "«", "»", "„", "(", ")", "+", "-", "*", ":", "title:", "body:",
    "date:", "date:2021", "before:2020", "site:x", "..", "2020", "AND", "OR", "NOT", "x*", "c*d",
    "tittle:x", "f(x)", "–", ",", "'", "’", "/", "\u0301", "\u200b", "\u00a0", "\u3000", "：", "－", "（",
    "）", "＂", "1)", '55"', " ", " ", "\t", "\n",
])  # fmt: skip
QUERIES = st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join) | st.text(max_size=60)


@settings(max_examples=600)
@given(QUERIES)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text parses, with spans that cut its words out, or is refused at a place inside it."""
    result = outcome(text)
    if isinstance(result, QuerySyntaxError):
        assert result.query == text
        assert 0 <= result.position <= len(text)
        assert str(result).endswith("^")
        return
    assert result.text == text
    for leaf in leaves(result.root):
        assert text[leaf.start : leaf.end] == leaf.text
        assert syllables(leaf.text)


TITLE_WORDS = st.sampled_from([
    "Công", "an", "Đường", "hoà-bình", "19:30", "03/2019/NĐ-CP", "TP.HCM", "1.000", "A-320", "tiếp:Việt",
    "Covid-19:", "and", "or", "not", "Title", "https://a.vn/x?y=1", "a@b.vn", "2:1", "2021-2025",
    "24/11/2021", "R&D", "d'Or", "title", "date", "source", "5%", "10.000đ",
])  # fmt: skip
MARKS = st.sampled_from([
    "", ":", "-", "–", "—", ",", ".", "!", "?", "/", "%", "&", "’", "'", "…", ";", "|", "[", "]", "#",
    "@", "~", "=", "(", ")", "“", "”", "«", "»", '"', "...", "?!",
])  # fmt: skip
OPENERS = st.sampled_from(["", "", "*", "(", "“", '"', "«", "[", "'", "–", "#", "…"])


@st.composite
def titles(draw: st.DrawFn) -> str:
    """Words, each with an opener before it and a mark after it at most, and marks between blanks."""
    words = [
        f"{draw(OPENERS)}{draw(TITLE_WORDS)}{draw(MARKS)} {draw(MARKS)}"
        for _ in range(draw(st.integers(1, 12)))
    ]
    text = " ".join(words)  # a field's name with a colon is the one thing that a title cannot hold
    return re.sub(r"(title|body|source|category|date):", r"\1 :", text)


@settings(max_examples=500)
@given(titles())
def test_a_pasted_title_never_fails(title: str) -> None:
    """A title of plain words and any punctuation is read, each of its words wanted and none of them lost."""
    root = parse(title).root
    assert isinstance(root, Word | Phrase | Group)
    assert not isinstance(root, Group) or root == Group(root.wanted)
    assert all(
        isinstance(clause, Word | Phrase) for clause in (root.wanted if isinstance(root, Group) else [root])
    )
    found = {part for leaf in leaves(root) for part in re.findall(r"\w+", leaf.text)}
    assert found == set(re.findall(r"\w+", title))


TREES = st.recursive(
    st.sampled_from([("a", "a"), ('"b c"', '"b c"'), ("title:d", "title:d"), ("e*", "e*"), ("f g", "{f g}")]),
    lambda inner: (
        st.tuples(inner, inner).map(
            lambda two: (f"({two[0][0]}) AND ({two[1][0]})", f"[{two[0][1]} & {two[1][1]}]")
        )
        | st.tuples(inner, inner).map(
            lambda two: (f"({two[0][0]}) OR ({two[1][0]})", f"<{two[0][1]} | {two[1][1]}>")
        )
        | inner.map(lambda one: (f"NOT ({one[0]})", f"!{one[1]}"))
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(TREES)
def test_parentheses_give_back_the_tree(case: tuple[str, str]) -> None:
    """A tree written with all its parentheses is read as that tree; more parentheses change nothing."""
    query, expected = case
    assert spell(parse(query).root) == spell(parse(f"(({query}))").root) == expected


@pytest.mark.parametrize("text", ["&amp;", "&nbsp;", '"&quot;"', "&#8203;", "\uff9e"])
def test_a_text_without_a_word_is_left_out(text: str) -> None:
    """An entity has letters, but nothing to search for."""
    assert parse(text).root is None
    assert spell(parse(f"lũ {text}").root) == spell(parse("lũ").root)
    with pytest.raises(QuerySyntaxError):
        parse(f"lũ OR {text}")

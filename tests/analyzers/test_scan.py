"""The index tokens of a text: syllables, numbers, and codes both whole and in parts."""

from __future__ import annotations

import pytest

from analyzers import syllables


def terms(text: str) -> list[str]:
    return [token.term for token in syllables(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n.,;…", []),
        ("Bộ Công an", ["bộ", "công", "an"]),
        ("thuỷ HOÀ", ["thủy", "hòa"]),
        ("(họp),", ["họp"]),
        ("03/2019/NĐ-CP", ["03", "03/2019/nđ-cp", "2019", "nđ", "cp"]),
        ("24/11/2021.", ["24", "24/11/2021", "11", "2021"]),
        ("31.7.2020", ["31", "31.7.2020", "7", "2020"]),
        ("1.000.000", ["1", "1.000.000", "000", "000"]),
        ("3,5%", ["3", "3,5", "3,5%", "5"]),
        ("5%", ["5", "5%"]),
        ("22:26", ["22", "22:26", "26"]),
        ("TP.HCM", ["tp", "tp.hcm", "hcm"]),
        ("Tp.HCM", ["tp", "tp.hcm", "hcm"]),
        ("Bộ TT-TT", ["bộ", "tt", "tt-tt", "tt"]),
        ("A-320, A320", ["a", "a-320", "320", "a320"]),
        ("TT\u2011TT", ["tt", "tt-tt", "tt"]),
        ("họp.Ông", ["họp", "ông"]),
        ("xong...và", ["xong", "và"]),
        ("vnexpress.net", ["vnexpress", "vnexpress.net", "net"]),
        ("ban.toasoan@bao.com.vn.", ["ban", "ban.toasoan@bao.com.vn", "toasoan", "bao", "com", "vn"]),
        ("(http://bao.vn/a-b?c=1).", ["http", "http://bao.vn/a-b?c=1", "bao", "vn", "a", "b", "c", "1"]),
        ("www.bao.vn,", ["www", "www.bao.vn", "bao", "vn"]),
        ("R&amp;D M&A", ["r", "r&d", "d", "m", "m&a", "a"]),
        ("O'Neil", ["o", "o'neil", "neil"]),
        ("O’Neil", ["o", "o'neil", "neil"]),
        ("công_an", ["công", "công_an", "an"]),
        ("Vi&#7879;t&nbsp;Nam &quot;ta&quot; &amp; &nosuch;", ["việt", "nam", "ta", "nosuch"]),
        ("&ocirc; v&agrave; &#xEA;", ["ô", "và", "ê"]),
        ("ha\u200bi hai\u00ad", ["hai", "hai"]),
        ("Нa Nội Ðà Nẵng Đà", ["ha", "nội", "đà", "nẵng", "đà"]),
        ("中国人 かな", ["中", "国", "人", "かな"]),
        ("ภาษาไทย", ["ภาษาไทย"]),
        ("İstanbul ΣΑΣ", ["istanbul", "σας"]),
        ("\u0301a \u0323", ["a"]),
        ("x\u0323\u0301y", ["x\u0323\u0301y"]),
        ("a" * 600, ["a" * 255, "a" * 255, "a" * 90]),
        ("😀công🇻🇳an", ["công", "an"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    """Short texts have these terms, in the order of their positions."""
    assert terms(text) == expected


def test_a_code_and_its_first_part_share_a_position() -> None:
    """A code does not shift the positions of its parts and of the next tokens."""
    tokens = syllables("theo 03/2019/NĐ-CP thì")
    assert [(token.term, token.position) for token in tokens] == [
        ("theo", 0),
        ("03", 1),
        ("03/2019/nđ-cp", 1),
        ("2019", 2),
        ("nđ", 3),
        ("cp", 4),
        ("thì", 5),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("công 2019 A320", ["syllable", "number", "code"]),
        ("24/11/2021", ["number", "date", "number", "number"]),
        ("7/2020", ["number", "date", "number"]),
        ("2020-07-31", ["number", "date", "number", "number"]),
        ("1.000", ["number", "number", "number"]),
        ("a@b.vn", ["syllable", "email", "syllable", "syllable"]),
        ("http://b.vn", ["syllable", "url", "syllable", "syllable"]),
        ("TT-TT", ["syllable", "code", "syllable"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    """Every token has the right kind."""
    assert [token.kind for token in syllables(text)] == kinds

"""Texts as bytes: letters without case and accents, all other characters as one of four kinds."""

from __future__ import annotations

import unicodedata

import pytest

from analyzers.fold import folded_term
from searchidx.highlight.letter_bytes import (
    BLANK,
    CAPITAL,
    DOUBT,
    MARK,
    SIGN,
    leading_letters,
    letter_bytes,
    without_case,
)
from tests.support.highlight import BLANKS, code_point

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]


@pytest.mark.parametrize("letter", ALPHABET)
def test_a_letter_is_its_folded_code_in_any_case_and_tone(letter: str) -> None:
    """Every letter of Vietnamese, composed and of either case, has the byte of its letter without accents."""
    tones = TONES if letter in "aăâeêioôơuưy" else [""]
    for tone in tones:
        composed = unicodedata.normalize("NFC", letter + tone)
        assert len(composed) == 1
        for written in (composed, composed.upper()):
            assert without_case(letter_bytes(written)).tolist() == [ord(folded_term(letter))], written
            assert bool(letter_bytes(written) & CAPITAL) == written.isupper()


def test_a_digit_is_its_own_code() -> None:
    """Digits are letters as far as words are concerned."""
    assert letter_bytes("0123456789").tobytes() == b"0123456789"


def test_a_decomposed_letter_is_followed_by_marks() -> None:
    """The marks of a decomposed letter are told apart from letters, so that they can be left out."""
    assert letter_bytes(unicodedata.normalize("NFD", "ấ")).tolist() == [ord("a"), MARK, MARK]
    assert letter_bytes("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323").tolist() == [MARK] * 8


@pytest.mark.parametrize("character", [*"!\"#$%'()*+,-./:;<=>@[\\]^_`{|}~“”‘’–—…•°", "\0"], ids=code_point)
def test_common_punctuation_is_a_sign(character: str) -> None:
    """A word ends at punctuation, about which nothing is in doubt."""
    assert letter_bytes(character).tolist() == [SIGN]


@pytest.mark.parametrize("blank", BLANKS, ids=code_point)
def test_whatever_unicode_calls_a_blank_is_one(blank: str) -> None:
    """Chunks end at any blank of Unicode."""
    assert letter_bytes(blank).tolist() == [BLANK]


@pytest.mark.parametrize(
    "character", ["&", "?", "ß", "с", "漢", "\u00ad", "\u200b", "\ud800"], ids=code_point
)
def test_anything_else_is_in_doubt(character: str) -> None:
    """Entities, invisible signs, look-alikes and letters of other scripts are for the analyzers to read."""
    assert letter_bytes(character).tolist() == [DOUBT]


def test_a_character_beyond_the_first_plane_has_one_byte() -> None:
    """One byte stands for each code point, so that offsets in the bytes are offsets in the text."""
    assert letter_bytes("a\U0001f33eb\U0010ffff\ud800").tolist() == [ord("a"), DOUBT, ord("b"), DOUBT, DOUBT]


def test_blank_and_sign_differ_in_one_bit_and_lie_below_all_other_bytes() -> None:
    """One comparison finds the ends of words, and one mask makes both ends alike."""
    assert (BLANK ^ SIGN).bit_count() == 1
    assert max(BLANK, SIGN) < min(MARK, DOUBT) < ord("0")


@pytest.mark.parametrize(
    ("term", "letters"),
    [
        ("công", b"cong"),
        ("03/2019/nđ-cp", b"03"),
        ("tp.hcm", b"tp"),
        ("can't", b"can"),
        ("straße", b"strasse"),
        ("漢", b""),
        ("привет", b""),
        ("a漢", b"a"),
        ("", b""),
    ],
)
def test_a_term_is_sought_by_the_letters_that_it_begins_with(term: str, letters: bytes) -> None:
    """They are folded, and end at the first sign or letter of another script."""
    assert leading_letters(term) == letters

"""Folding removes the accents of Latin letters and does not change other scripts."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.fold import fold, folded_term
from analyzers.orthography import syllables

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    ("Đường Hoà Bình", "Duong Hoa Binh"),
    ("ĐƯỜNG HÒA", "DUONG HOA"),
    ("Ðại", "Dai"),
    ("café crème", "cafe creme"),
    ("Straße STRAẞE", "Strasse STRASSE"),
    ("smørrebrød Ærø œuvre Łódź", "smorrebrod AEro oeuvre Lodz"),
    ("İstanbul ığdır", "Istanbul igdir"),
    ("Þór ħal ŧ ǿ ǽ", "THor hal t o ae"),
    ("ＶＩỆＴ ｎａｍ １２３！", "VIET nam 123!"),
    ("ﬁnance", "finance"),
    ("100 m²", "100 m2"),
    ("10² CO₂ ① ½ №", "10^2 CO2 1 1/2 No."),
    ("Dvořák Čapek Škoda Győr Ağrı Ōsaka", "Dvorak Capek Skoda Gyor Agri Osaka"),
]
KEPT = ["Россия Йод", "Ελλάδα", "日本語", "한국어", "ภาษาไทย", "हिन्दी", "🇻🇳 👍🏽", "™ … € ₫", "plain"]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_latin_letters_lose_their_marks(text: str, expected: str) -> None:
    """Composed and decomposed Latin letters become ASCII letters of the same case."""
    assert fold(text) == expected
    assert fold(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize("text", KEPT)
def test_other_scripts_survive(text: str) -> None:
    """Letters of other scripts, signs and emoji are not folded away."""
    assert fold(text) == text


def test_every_vietnamese_letter_in_every_form() -> None:
    """Every syllable folds to ASCII letters, composed or decomposed, in lower or upper case."""
    for syllable in syllables():
        ascii_letters = fold(syllable)
        assert ascii_letters.isascii()
        assert ascii_letters.isalpha()
        assert len(ascii_letters) == len(syllable)
        assert fold(unicodedata.normalize("NFD", syllable.upper())) == ascii_letters.upper()


def test_shared_vectors(shared_data: Path) -> None:
    """The test vectors of other libraries have the same folded terms."""
    lines = (shared_data / "normalization/fold_vectors.tsv").read_text("utf-8").splitlines()[1:]
    assert len(lines) > 8
    for text, expected, _ in (line.split("\t") for line in lines):
        assert folded_term(text) == expected


@pytest.mark.slow
def test_every_character_folds_to_a_fixed_point() -> None:
    """Folding is idempotent on each character of Unicode, for texts and for terms."""
    for character in map(chr, (*range(0xD800), *range(0xE000, 0x30000))):
        folded = fold(character)
        assert fold(folded) == folded
        assert folded_term(folded_term(character)) == folded_term(character)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_form_does_not_matter(text: str) -> None:
    """Folding is idempotent, and NFC and NFD input give the same text."""
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_the_table_is_not_built_on_import() -> None:
    """Importing the character-level modules builds nothing and loads no numpy."""
    code = (
        "import sys, analyzers.fold, analyzers.normalize, analyzers.orthography as o\n"
        "import analyzers.ime, analyzers.encodings.detect, analyzers.splitter\n"
        "f = sys.modules['analyzers.fold']\n"
        "assert f._table.cache_info().currsize == 0 and o.toneless_syllables.cache_info().currsize == 0\n"
        "assert 'numpy' not in sys.modules and 'sklearn' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

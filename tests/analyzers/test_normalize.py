"""One spelling: normalisation, terms, and the i/y equality."""

from __future__ import annotations

import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.fold import fold
from analyzers.normalize import i_y_variants, normalize, term, tone_style
from analyzers.orthography import place_tone, syllables, toneless_syllables

if TYPE_CHECKING:
    from pathlib import Path

    from analyzers.orthography import ToneStyle

CASES = [
    ("thuỷ điện", "thủy điện"),
    ("Hoà Bình", "Hòa Bình"),
    ("HOÀ BÌNH", "HÒA BÌNH"),
    ("sức khoẻ", "sức khỏe"),
    ("vịêt", "việt"),
    ("giừơng", "giường"),
    ("cuả", "của"),
    ("baỷ", "bảy"),
    ("Tòan quốc", "Toàn quốc"),
    ("qúa gía", "quá giá"),
    ("trưòng nuớc nguời ĐƯỌC", "trường nước người ĐƯỢC"),
    ("qua quà quý giá gìn", "qua quà quý giá gìn"),
    ("Ðảng, Ðắk Lắk", "Đảng, Đắk Lắk"),
    ("NÐ-CP, HÐND, ÐHQG", "NĐ-CP, HĐND, ĐHQG"),
    ("ðường", "đường"),
    ("Vi\u200bệt\u00ad Nam\ufeff", "Việt Nam"),
    ("Vі\u1ec7t", "Việt"),  # Cyrillic і
    ("соng аn", "cong an"),  # Cyrillic с, о, а beside Latin letters
    ("hο\u0300a", "hòa"),  # Greek omicron with a combining grave
    ("Ｖiệt", "Việt"),
    ("CO₂ trên 50m², ４％", "CO2 trên 50m2, 4%"),
    # The tone mark is on a consonant, or at the end of the syllable.
    ("viêt\u0323 VIÊT\u0323 vi\u0323êt v\u0323iêt", "việt VIỆT việt việt"),
    ("hoc\u0323, hoat\u0323, ban\u0323, bac\u0301", "học, hoạt, bạn, bác"),
    ("lam\u0300 hoang\u0300 nghiêng\u0303 xanh\u0309", "làm hoàng nghiễng xảnh"),
    ("ngh\u0303ia đ\u0300au Đam\u0323 đương\u0300", "nghĩa đàu Đạm đường"),
    ("Pham\u0323 nhom\u0301", "Phạm nhóm"),
    ("hòan ngừơi tuỳên nguỵên", "hoàn người tuyền nguyện"),
    # The horn is on a letter that cannot have it.
    ("qưyết QƯYẾT qưả qưá qưở qưan", "quyết QUYẾT quả quá quở quan"),
    ("thưyền bưồn cưối tưần", "thuyền buồn cuối tuần"),
]
UNTOUCHED = [
    "café naïve résumé São Paulo Curaçao",
    "Guðmundur Þórðarson sagði það",
    "Россия и Україна",
    "Ελλάδα",
    "việt",
    "Straße Łódź Ñandú",
    "đđ, đ/c, 12.000đ",
    "việtnam",
    # The consonants of other alphabets have marks that look like tones.
    "Tripiṭaka saṃsāra oṃ taṃ Kṛṣṇa Viṣṇu gaṇeśa",
    "ṣe ṣi Ọṣun Ṣàngó Aṣẹ ń ǹ",
    "koń Gdańsk Poznań być niño año Ñandú piñata ña",
    "İzmir şişe Iğdır Ḥamās Ṭaha ʿAmmān",
    "Nguyễn Ñ viêtṭ việt\u0300",
    "한국 日本 ไทย",
    "",
]
# The letters and marks that the repairs look at, and what may stand between them.
NASTY = st.text(
    alphabet="aăâeêioôơuưyÂƯƠhHqgintcđĐÐðƉ"
    "\u0300\u0301\u0303\u0309\u0323\u0302\u031b\u0307\u200b\u00adаоіĐİıßẞΣσςéñ .-_1",
    max_size=14,
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_damaged_words_are_repaired(text: str, expected: str) -> None:
    """Misplaced tone marks, look-alikes and invisible characters are repaired, and the case is kept."""
    assert normalize(text) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_other_text_is_left_alone(text: str) -> None:
    """Correct words, words of other languages and other scripts are not changed."""
    assert normalize(text) == text


def test_shared_vectors_of_tone_placement(shared_data: Path) -> None:
    """Both styles place tone marks as the test vectors of other libraries do."""
    lines = (shared_data / "normalization/tone_placement.tsv").read_text("utf-8").splitlines()[1:]
    assert len(lines) > 10
    for text, expected, style, _ in (line.split("\t") for line in lines):
        assert tone_style(text, "new" if style == "new" else "old") == expected


@pytest.mark.parametrize("style", ["old", "new"])
def test_every_rhyme_in_every_wrong_order(style: ToneStyle) -> None:
    """A tone mark on any vowel of a syllable is moved to the right letter of the style."""
    marks = "\u0300\u0301\u0309\u0303\u0323"
    for toneless in toneless_syllables():
        for tone in (1, 2, 5):
            right = place_tone(toneless, tone, style)
            if right is None:
                continue
            for index, letter in enumerate(toneless):
                if letter in "aăâeêioôơuưy":
                    wrong = toneless[: index + 1] + marks[tone - 1] + toneless[index + 1 :]
                    assert tone_style(wrong, style) == right, wrong
                    assert tone_style(wrong.capitalize(), style) == right.capitalize()


@given(st.one_of(NASTY, st.text(max_size=30)))
def test_normalizing_twice_changes_nothing(text: str) -> None:
    """Normalisation is idempotent on any text."""
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.one_of(NASTY, st.text(max_size=30)))
def test_unicode_form_does_not_matter(text: str) -> None:
    """NFC and NFD input give the same normalised text and the same term."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert normalize(composed) == normalize(decomposed)
    assert term(composed) == term(decomposed)


@given(st.one_of(NASTY, st.text(max_size=30)))
def test_a_term_is_its_own_term(text: str) -> None:
    """The term of a term is the term itself, so a term of an index is found when it is searched."""
    once = term(text)
    assert term(once) == once


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("HOÀ", "hòa"),
        ("Ðại", "đại"),
        ("İstanbul", "istanbul"),
        ("İ\u0307", "i"),
        ("STRAẞE", "straße"),
        ("ΣΑΣ", "σας"),
        ("TP", "tp"),
    ],
)
def test_terms_of_single_tokens(chunk: str, expected: str) -> None:
    """A term is normalised and in lower case."""
    assert term(chunk) == expected


@pytest.mark.parametrize(
    ("with_i", "with_y"),
    [
        *(("kĩ", "kỹ"), ("mĩ", "mỹ"), ("lí", "lý"), ("sĩ", "sỹ"), ("tỉ", "tỷ"), ("hi", "hy"), ("vĩ", "vỹ")),
        *(("quí", "quý"), ("quít", "quýt"), ("thi sĩ", "thi sỹ"), ("kĩ_sư", "kỹ_sư")),
    ],
)
def test_i_and_y_spell_one_word(with_i: str, with_y: str) -> None:
    """The variants go both ways."""
    assert with_y in i_y_variants(with_i)
    assert with_i in i_y_variants(with_y)


@pytest.mark.parametrize(
    "text",
    [
        "tai",
        "tay",
        "thúi",
        "thúy",
        "thủy",
        "y",
        "ý",
        "i",
        "đi",
        "nhi",
        "bi",
        "khỉ",
        "chị",
        "gì",
        "quay",
        "quai",
        "ui",
        "uy",
        "class",
        "2019",
        "",
        "kit",
        "facebook",
        "tin",
    ],
)
def test_i_and_y_that_tell_words_apart_are_kept(text: str) -> None:
    """If i and y make different words, or only one of them is a syllable, there is no variant."""
    assert i_y_variants(text) == ()


def test_variants_are_syllables_that_fold_to_i_or_y_alone() -> None:
    """For every syllable, a variant differs in one i or y and in nothing else."""
    changed = 0
    for syllable in syllables():
        for variant in i_y_variants(syllable):
            changed += 1
            assert fold(variant).replace("y", "i") == fold(syllable).replace("y", "i")
            assert i_y_variants(variant) == (syllable,)
    # i and y after seven initials, qui and quinh in six tones, quit and quich in two.
    assert changed == 2 * (7 * 6 + 2 * 6 + 2 * 2)


def test_variants_of_a_long_phrase_are_few() -> None:
    """A phrase of many exchangeable syllables has only a few variants."""
    assert len(i_y_variants("kĩ lí mĩ sĩ tỉ hi vĩ")) == 7


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["a" * 10**6, "à" * 10**6, "hoà" * 300_000, "ho\u200bà " * 200_000, "a\u0301" * 400_000]
)
def test_a_text_without_blanks_takes_linear_time(text: str) -> None:
    """A megabyte of letters without a blank takes seconds."""
    started = time.process_time()
    normalize(text)
    assert time.process_time() - started < 4

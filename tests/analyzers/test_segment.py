"""Word segmentation has the result of pyvi for any input, in linear time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import tokenize
from analyzers.crf_model import Model, load_model
from analyzers.segment import Segmenter
from tests.support.texts import HOSTILE, NEWS_LIKE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="module")
def segmenter(model: Model) -> Segmenter:
    return Segmenter(model)


@pytest.fixture(scope="module")
def pyvi_tokenize() -> Callable[[str], str]:
    from pyvi import ViTokenizer

    def tokenize_with_pyvi(text: str) -> str:
        return str(ViTokenizer.tokenize(text))

    return tokenize_with_pyvi


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" ", " "),
        ("\t\n", "\n"),
        ("a", "a"),
        ("Bộ Công an họp", "Bộ Công_an họp"),
        ("trật tự, an toàn xã hội", "trật_tự , an_toàn xã_hội"),
        ("\x01i\x00\x00t", "\x01 i \x00_\x00_t"),
        ("công\x1can", "công_an"),
    ],
)
def test_known_texts(text: str, expected: str) -> None:
    """The results are the strings that pyvi returned when this test was written."""
    assert tokenize(text) == expected


@pytest.mark.slow
@settings(max_examples=400)
@given(st.one_of(HOSTILE, NEWS_LIKE, st.text(max_size=40)))
def test_same_string_as_pyvi(pyvi_tokenize: Callable[[str], str], segmenter: Segmenter, text: str) -> None:
    """For any text, the result is the string of pyvi."""
    assert segmenter.tokenize(text) == pyvi_tokenize(text)


@settings(max_examples=50)
@given(st.lists(st.one_of(HOSTILE, NEWS_LIKE), max_size=8))
def test_texts_do_not_touch_each_other(segmenter: Segmenter, texts: list[str]) -> None:
    """A text has the same result in a batch as alone."""
    assert segmenter.tokenize_all(texts) == [segmenter.tokenize(text) for text in texts]


def test_seeds_as_pyvi(pyvi_tokenize: Callable[[str], str], segmenter: Segmenter, seeds: Path) -> None:
    """The project's own articles have the result of pyvi."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(seeds.glob("*.txt"))]
    assert texts
    assert segmenter.tokenize_all(texts) == [pyvi_tokenize(text) for text in texts]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "a." * 300_000,
        "a.b@" * 150_000,
        "a@b.c," * 100_000,
        "@" * 600_000,
        "A" * 600_000,
        "1.1_" * 150_000,
        "://" * 200_000,
        "công_" * 120_000,
        "a\u0301\u0323" * 200_000,
        "a" + "\u0301\u0323" * 300_000,
        "công an " * 75_000,
        "\n" * 300_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_repetitions_take_linear_time(segmenter: Segmenter, text: str) -> None:
    """600,000 characters take seconds. A quadratic step would take minutes."""
    began = time.process_time()
    segmenter.tokenize(text)
    assert time.process_time() - began < 6


@pytest.mark.parametrize(
    "text",
    [
        "a." * 200,
        "a.b@" * 100,
        "a@b.c," * 100,
        "1.1_" * 100,
        "A" * 400,
        "a\u0301\u0323" * 200,
        "công an " * 150,
    ],
)
def test_repetitions_as_pyvi(pyvi_tokenize: Callable[[str], str], segmenter: Segmenter, text: str) -> None:
    """Shorter repetitions, which pyvi can handle, have the result of pyvi."""
    assert segmenter.tokenize(text) == pyvi_tokenize(text)


def test_memory_stays_bounded(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """A segmenter with too many distinct chunks forgets them. The results stay the same."""
    monkeypatch.setattr("analyzers.segment.MAX_SEGMENTER_WEIGHT", 2000)
    small = Segmenter(model)
    for number in range(300):
        new = f"từ{number} họp{number} " + "x" * 30
        assert small.tokenize(f"công an {new}") == f"công_an {new}"
    assert len(small._pieces.strings.keys) < 200


def test_lone_surrogates_do_not_raise() -> None:
    """A lone surrogate is a piece like any other, whereas pyvi raises UnicodeEncodeError."""
    assert tokenize("công an \ud800 họp") == "công_an \ud800 họp"


def test_threads_share_a_segmenter(model: Model) -> None:
    """Eight threads that share a new segmenter get the results of one thread."""
    texts = [f"Bộ Công an họp lần {number} về trật tự an toàn xã hội từ{number}" for number in range(400)]
    expected = Segmenter(model).tokenize_all(texts)
    shared = Segmenter(model)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.tokenize, texts)) == expected

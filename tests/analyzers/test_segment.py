"""Word segmentation is pyvi's own, on any input, in linear time and without pyvi."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import AnalysisError, crf_reference, tokenize
from analyzers import model as models
from analyzers.crf import Decoder
from analyzers.model import Model, load_model
from analyzers.piece_table import PieceTable
from analyzers.pieces import nfc, pieces
from analyzers.segment import Segmenter

_WRITTEN = (
    "công an Công AN bộ Bộ hoà bình hòa bình trật tự an toàn xã hội đất nước học sinh sinh học là của TP. "
    "Tp. TP.HCM UBND ÐHQG Đ. ThS. Mr. Mrs. 03/2019/NĐ-CP 1.000 3,5% 24/11/2021 1_2 ... .. . , ; ( ) [ ] “ ” "
    "‘ ’ – - -> ==> >> > = a@b.c a.b@c.d.e @ @@ x@y a.@b.c http://x.y/?q=1 ://a www.vn _ __ a_b ² ½ ①"
)
FRAGMENTS = _WRITTEN.split(" ")
CHARACTERS = (
    "\n\r\t \u00a0\u0085\u001c\u001d\u001e\u001f\u000b\u000c\u2028\u3000\u200b\u200d\ufeff\u0000\u0007\u00ad"
    "\u0301\u0323\u031b\u0302\u0345\u212b\u2126\uf900\uf901\u8c48\u66f4\u0130ıΣσς😀中국ก็АаБ\U0001f1fb\U0002f800"
)
SPELLINGS = st.sampled_from(FRAGMENTS).flatmap(
    lambda word: st.sampled_from([word, unicodedata.normalize("NFD", word), word.upper(), word.title()])
)
ANY = st.characters(exclude_categories=["Cs"])
HOSTILE = st.lists(st.one_of(SPELLINGS, st.sampled_from(CHARACTERS), st.just(" "), ANY), max_size=60).map(
    "".join
)
NEWS_LIKE = st.lists(SPELLINGS, max_size=80).map(" ".join)


@cache
def load_model_once() -> Model:
    return load_model()


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model_once()


@pytest.fixture(scope="module")
def segmenter(model: Model) -> Segmenter:
    return Segmenter(model)


@pytest.fixture(scope="module")
def pyvi_tokenize():
    from pyvi import ViTokenizer

    return ViTokenizer.tokenize


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
    """The strings that pyvi returns, written down once, so that a change of both sides would show."""
    assert tokenize(text) == expected


@settings(max_examples=400, deadline=None)
@given(st.one_of(HOSTILE, NEWS_LIKE, st.text(max_size=40)))
def test_same_string_as_pyvi(pyvi_tokenize, segmenter: Segmenter, text: str) -> None:
    """Whatever the text, the result is pyvi's very string."""
    assert segmenter.tokenize(text) == pyvi_tokenize(text)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(HOSTILE, NEWS_LIKE), max_size=8))
def test_texts_do_not_touch_each_other(segmenter: Segmenter, texts: list[str]) -> None:
    """A batch gives what each of its texts gives alone."""
    assert segmenter.tokenize_all(texts) == [segmenter.tokenize(text) for text in texts]


def test_seeds_as_pyvi(pyvi_tokenize, segmenter: Segmenter, seeds) -> None:
    """The project's own articles are cut as pyvi cuts them."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(seeds.glob("*.txt"))]
    assert texts
    assert segmenter.tokenize_all(texts) == [pyvi_tokenize(text) for text in texts]


@settings(max_examples=100, deadline=None)
@given(HOSTILE)
def test_vectorised_decoder_agrees_with_the_plain_one(segmenter: Segmenter, text: str) -> None:
    """Whole arrays and the loop over pieces give the same labels, joined by the same rule."""
    ids, joins = segmenter.segment([text])
    cut = pieces(nfc(text))
    labels = crf_reference.label(load_model_once(), cut)
    expected = [
        inside and _joinable(left) and _joinable(right) and not (right[0].istitle() and not left[0].istitle())
        for (left, right), inside in zip(pairwise(cut), labels[1:], strict=True)
    ]
    assert joins[2:-1].tolist() == expected
    assert len(ids) == len(cut) + 2


def _joinable(piece: str) -> bool:
    import string

    return piece not in string.punctuation and not piece[0].isdigit()


def test_ties_are_decided_as_crfsuite_does(model: Model) -> None:
    """Where weights make every path score the same, the arrays follow the reference decoder's tie rule."""
    for begin_first in (True, False):
        even = Model({"bias": (0.5, 0.5)}, ((0.5, 0.75), (0.25, 0.5)), begin_first, model.words)
        table = PieceTable(even)
        for cut in (["x"], ["x", "y"], list("xyxyxyz")):
            ids = table.strings.ids(["", *cut, ""])
            table.update()
            found = Decoder(even, table).joins(ids)[2:-1].tolist()
            assert found == crf_reference.label(even, cut)[1:]


def test_any_weights_reach_the_fixed_point(model: Model) -> None:
    """Scores drawn to fall into the undecided band make long chains of corrections; the labels stay right."""
    generator = np.random.default_rng(7)
    names = [f"w{i}" for i in range(40)]
    for scale in (0.05, 0.3, 1.0, 4.0):
        scores = generator.normal(-0.3, scale, len(names))
        weights = {f"word.lower():{name}": (0.0, float(s)) for name, s in zip(names, scores, strict=True)}
        drawn = Model({**weights, "bias": (0.0, 0.0)}, model.transitions, True, model.words)
        table = PieceTable(drawn)
        cut = [names[i] for i in generator.integers(0, len(names), 3000)]
        ids = table.strings.ids(["", *cut, ""])
        table.update()
        assert Decoder(drawn, table).joins(ids)[2:-1].tolist() == crf_reference.label(drawn, cut)[1:]


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
def test_hostile_runs_are_bounded(segmenter: Segmenter, text: str) -> None:
    """600,000 characters of each run that a quadratic step would take minutes for."""
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
def test_runs_as_pyvi(pyvi_tokenize, segmenter: Segmenter, text: str) -> None:
    """The runs above, short enough for pyvi, come out as pyvi's."""
    assert segmenter.tokenize(text) == pyvi_tokenize(text)


def test_memory_stays_bounded(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """A segmenter that has seen too many distinct chunks forgets them and goes on with the same results."""
    monkeypatch.setattr("analyzers.segment.MAX_CACHE_WEIGHT", 2000)
    small = Segmenter(model)
    for i in range(300):
        assert small.tokenize(f"công an từ{i} họp{i} " + "x" * 30) == f"công_an từ{i} họp{i} " + "x" * 30
    assert len(small._pieces.strings.keys) < 200


def test_lone_surrogates_do_not_raise() -> None:
    """pyvi raises UnicodeEncodeError on them; here they are pieces like any other."""
    assert tokenize("công an \ud800 họp") == "công_an \ud800 họp"


def test_threads_share_a_segmenter(model: Model) -> None:
    """Eight threads on one segmenter that is still learning get what one thread gets."""
    texts = [f"Bộ Công an họp lần {i} về trật tự an toàn xã hội từ{i}" for i in range(400)]
    expected = Segmenter(model).tokenize_all(texts)
    shared = Segmenter(model)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.tokenize, texts)) == expected


def test_model_is_read_as_crfsuite_reads_it(model: Model) -> None:
    """The tables hold the features that CRFsuite itself lists: the counts of its training log, two labels."""
    assert len(model.weights) == 6335
    assert sum(weight != 0 for pair in model.weights.values() for weight in pair) + 4 == 11416
    assert model.words.has_pair("công", "an")
    assert not model.words.has_pair("an", "công an")
    assert model.words.has_triple("ban", "giám", "đốc") == _in_list("ban giám đốc")


def _in_list(word: str) -> bool:
    return word in (Path(models._model_folder()) / "words.txt").read_text("utf-8").split("\n")


def test_word_list_is_complete(model: Model) -> None:
    """Every word of two or three syllables of pyvi's list is found, and no neighbour of it by chance."""
    lines = (Path(models._model_folder()) / "words.txt").read_text("utf-8").split("\n")
    twos = {tuple(line.split(" ")) for line in lines if line.count(" ") == 1}
    threes = {tuple(line.split(" ")) for line in lines if line.count(" ") == 2}
    assert all(model.words.has_pair(*two) for two in twos)
    assert all(model.words.has_triple(*three) for three in threes)
    firsts, seconds = sorted({a for a, _ in twos})[::40], sorted({b for _, b in twos})[::40]
    assert all(model.words.has_pair(a, b) == ((a, b) in twos) for a, b in product(firsts, seconds))


@pytest.mark.parametrize(
    "damage",
    [lambda blob: blob[:-200_000], lambda blob: b"no pickle", lambda blob: blob.replace(b"lCRF", b"xCRF")],
)
def test_damaged_model_is_named(damage, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that cannot be read is an AnalysisError that names the folder and says what to do."""
    blob = (Path(models._model_folder()) / "pyvi3.pkl").read_bytes()
    (tmp_path / "pyvi3.pkl").write_bytes(damage(blob))
    (tmp_path / "words.txt").write_text("a b\na b c\n", encoding="utf-8")
    monkeypatch.setattr("analyzers.model._model_folder", lambda: tmp_path)
    with pytest.raises(AnalysisError, match=r"pip install --force-reinstall pyvi"):
        load_model()


def test_loading_imports_neither_pyvi_nor_scikit_learn() -> None:
    """A fresh process segments a text with numpy alone."""
    code = (
        "import sys, analyzers; assert 'numpy' not in sys.modules; analyzers.syllables('a b');"
        "assert 'numpy' not in sys.modules; assert analyzers.tokenize('Bộ Công an') == 'Bộ Công_an';"
        "loaded = {name.split('.')[0] for name in sys.modules};"
        "assert not loaded & {'pyvi', 'sklearn', 'sklearn_crfsuite', 'pycrfsuite', 'searchidx'}, loaded"
    )
    subprocess.run([sys.executable, "-X", "utf8", "-c", code], check=True)


def test_public_names() -> None:
    """Every public name is there, and a function even where a module has its name; no other name is."""
    import analyzers
    import analyzers.fold
    import analyzers.normalize

    assert all(getattr(analyzers, name) is not None for name in analyzers.__all__)
    assert all(
        callable(getattr(analyzers, name)) for name in ("decode", "fold", "normalize", "sentences", "words")
    )
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = analyzers.nothing

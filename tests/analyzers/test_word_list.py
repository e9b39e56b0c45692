"""pyvi's word list as tables of bits and keys."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from analyzers.model_files import WORDS_FILE, model_folder
from analyzers.word_list import read_word_list


def test_words_of_two_and_three_syllables() -> None:
    """A pair may be a word, begin a word of three, both, or neither. Words of other sizes are left out."""
    words = read_word_list("công an\nhợp tác\nhợp tác xã\ncâu lạc bộ\nbộ\nchủ nghĩa xã hội\n".encode())
    assert words.has_pair("công", "an")
    assert words.has_pair("hợp", "tác")
    assert words.has_triple("hợp", "tác", "xã")
    assert words.has_triple("câu", "lạc", "bộ")
    for first, second in [("câu", "lạc"), ("công", "tác"), ("an", "công"), ("chủ", "nghĩa"), ("x", "y")]:
        assert not words.has_pair(first, second)
    for three in [("hợp", "tác", "bộ"), ("công", "an", "xã"), ("x", "y", "z"), ("xã", "tác", "hợp")]:
        assert not words.has_triple(*three)


def test_word_list_of_pyvi_is_complete() -> None:
    """Every word of two or three syllables of pyvi's list is found, and no other tested pair is."""
    data = (Path(model_folder()) / WORDS_FILE).read_bytes()
    words = read_word_list(data)
    lines = [tuple(line.split(" ")) for line in data.decode().split("\n")]
    twos = {(line[0], line[1]) for line in lines if len(line) == 2}
    threes = {(line[0], line[1], line[2]) for line in lines if len(line) == 3}
    assert all(words.has_pair(*two) for two in twos)
    assert all(words.has_triple(*three) for three in threes)
    firsts = sorted({first for first, _ in twos})[::40]
    seconds = sorted({second for _, second in twos})[::40]
    for first, second in product(firsts, seconds):
        assert words.has_pair(first, second) == ((first, second) in twos)

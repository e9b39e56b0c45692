"""The definitions of texts as terms of an index field."""

from __future__ import annotations

from searchidx.abbreviations import stream

DEFINED = [
    "giữ trật tự an toàn xã hội (TTATXH), TTATXH (trật tự an toàn xã hội)",
    "hợp tác xã (HTX)",
]


def test_a_text_counts_once_for_each_of_its_definitions() -> None:
    """The stream of a batch has the terms of each text once, in ascending order and numbered from 0."""
    found = stream(["a", *DEFINED])
    terms = [
        {found.vocabulary[number] for number in found.ids[start:stop].tolist()}
        for start, stop in zip(found.offsets, found.offsets[1:], strict=False)
    ]
    assert terms[0] == set()
    assert terms[1] == {
        "ttatxh=trật tự an toàn xã hội",
        "trật tự an toàn xã hội=ttatxh",
        "trat tu an toan xa hoi=ttatxh",
    }
    assert terms[2] == {"htx=hợp tác xã", "hợp tác xã=htx", "hop tac xa=htx"}
    assert found.lengths.tolist() == [0, 3, 3]
    assert found.offsets.tolist() == [0, 0, 3, 6]
    assert found.positions.tolist() == [0, 1, 2, 0, 1, 2]
    in_order = [found.vocabulary[number] for number in found.ids.tolist()]
    assert in_order == sorted(in_order[:3]) + sorted(in_order[3:])


def test_a_term_of_several_texts_has_one_id() -> None:
    found = stream([DEFINED[1], DEFINED[1]])
    assert len(found.vocabulary) == 3
    assert found.ids.tolist() == [0, 1, 2, 0, 1, 2]


def test_no_text_makes_an_empty_stream() -> None:
    """An empty batch is a batch."""
    assert stream([]).offsets.tolist() == [0]

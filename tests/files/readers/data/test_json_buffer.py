"""Reading JSON value by value from blocks: the ends of blocks must not matter."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.data import json_buffer
from searchidx.files.readers.data.json_buffer import CutValueError, JsonBuffer
from searchidx.files.readers.documents import RecordError


def buffer_of(text: str, size: int = 1) -> JsonBuffer:
    return JsonBuffer(iter([text[start : start + size] for start in range(0, len(text), size)]))


def rest_of(buffer: JsonBuffer) -> str:
    rest = ""
    while character := buffer.next_character():
        rest += character
        buffer.take(character)
    return rest


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='ab"\\{[]},ợ\n', max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('a"}', max_size=2), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(values, values, st.integers(1, 12), st.sampled_from(["", " ", "\n\t"]))
def test_values_are_taken_peeked_and_skipped(first: object, second: object, size: int, blank: str) -> None:
    text = f"{blank}{json.dumps(first)}{blank},{blank}{json.dumps(second, ensure_ascii=False)}{blank}!"
    for skips in (False, True):
        buffer = buffer_of(text, size)
        assert buffer.peek_value() == first
        if skips:
            buffer.skip_value()
        else:
            assert buffer.take_value() == first
        assert buffer.take(",")
        assert not buffer.take(",")
        assert buffer.take_value() == second
        assert rest_of(buffer) == "!"


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ('{"a": b}, 1', ",1"),
        ('{"a": "}", ]}, 1', "},1"),
        ('{"a": [1, {"b"}]}]', "]"),
        ("[1, 2}}", "}"),
        (r'{"a\"}": b} 1', "1"),
        ("abc, 1", ",1"),
        ("abc] 1", "]1"),
        ("tru}", "}"),
    ],
)
def test_a_broken_value_is_skipped_to_its_end(text: str, rest: str, size: int) -> None:
    buffer = buffer_of(text, size)
    with pytest.raises(RecordError):
        buffer.take_value()
    buffer.skip_value()
    assert rest_of(buffer) == rest


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("text", ['{"a": 1', '"a', "[", '{"a": "b}', "", "  ", r'"a\"'])
def test_a_value_without_an_end(text: str, size: int) -> None:
    for read in (JsonBuffer.take_value, JsonBuffer.peek_value, JsonBuffer.skip_value):
        with pytest.raises(CutValueError, match="the end of a value is missing"):
            read(buffer_of(text, size))


@pytest.mark.parametrize("text", ["]", "}", "}, 1"])
def test_a_closing_bracket_is_no_value(text: str) -> None:
    with pytest.raises(CutValueError, match="a bracket is closed that was not opened"):
        buffer_of(text).skip_value()


def test_numbers_go_on_in_the_next_block() -> None:
    buffer = buffer_of("1234, 5.5e3", 2)
    assert buffer.take_value() == 1234
    assert buffer.take(",")
    assert buffer.take_value() == 5500.0
    assert buffer.next_character() == ""


def test_a_value_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_buffer, "MAX_TEXT_LENGTH", 1000)
    assert buffer_of(json.dumps("a" * 900), 10).take_value() == "a" * 900
    with pytest.raises(CutValueError, match="larger than"):
        buffer_of(json.dumps("a" * 3000), 10).take_value()

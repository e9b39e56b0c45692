"""XML as events and as a tree. The depth is limited in the tests of office files and books."""

from __future__ import annotations

import pytest

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.xml_events import End, Start, read_tree, xml_events

TABLE_OF_CONTENTS = b"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">
<n:ncx xmlns:n="urn:n" n:x="1" y="2">a<n:b/>c</n:ncx>"""


def test_events_have_short_names() -> None:
    """The prefix of a namespace is the one that is asked for, whatever the file calls it."""
    events = list(xml_events([TABLE_OF_CONTENTS[:150], TABLE_OF_CONTENTS[150:]], {"urn:n": "m"}))
    start = Start("m:ncx", {"m:x": "1", ":y": "2"})
    assert events == [start, "a", Start("m:b", {}), End("m:b"), "c", End("m:ncx")]


def test_a_tree_has_no_namespaces() -> None:
    """A document type declaration that only names the type does no harm. Nothing is loaded for it."""
    root = read_tree([TABLE_OF_CONTENTS])
    assert (root.tag, root.attrib, root.text, root[0].tag, root[0].tail) == (
        *("ncx", {"x": "1", "y": "2"}, "a", "b", "c"),
    )


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY b "c">',
        '<!ENTITY b SYSTEM "file:///etc/passwd">',
        '<!ATTLIST a b CDATA "c">',
        "<!ELEMENT a ANY>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declarations_are_refused(declaration: str, encoding: str) -> None:
    """An entity may stand for very long text, and every element may get a very long attribute."""
    with pytest.raises(ContentError, match="declares entities or attributes"):
        read_tree([f"<!DOCTYPE a [{declaration}]><a/>".encode(encoding)])


def test_the_greatest_number_of_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    """The events before the limit are yielded, with all their end tags."""
    monkeypatch.setattr("searchidx.files.readers.xml_events._MAX_ELEMENTS", 3)
    assert len(list(xml_events([b"<a><b/><b/></a>"], {}))) == 6
    events = xml_events([b"<a><b/><b/><b/></a>"], {})
    assert [next(events) for _ in range(6)][-1] == End(":a")
    with pytest.raises(ContentError, match="it has more than 3 elements"):
        next(events)


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"<a>&b;</a>", b"<?xml version='1.0' encoding='x'?><a/>", b"\xff"]
)
def test_damage(data: bytes) -> None:
    with pytest.raises(ContentError, match="its XML is damaged"):
        read_tree([data])

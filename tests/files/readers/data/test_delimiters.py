"""Which delimiter has a table?"""

from __future__ import annotations

import pytest

from searchidx.files.readers.data.delimiters import Delimiter, find_delimiter


@pytest.mark.parametrize(
    ("text", "usual", "delimiter"),
    [
        ("", ",", ","),
        ("title\nChợ nổi\n", ",", ","),
        ("title,body\na,b\n", ",", ","),
        ("title;body\na;b, c\n", ",", ";"),
        ("title;body\na;b, c, d\ne;f, g, h\n", ",", ";"),
        ("title\tbody\na\tb, c; d\n", ",", "\t"),
        ("title|body\na|b\n", ",", "|"),
        ("title,body\na,b\n", "\t", ","),
        ("title\tbody, full\na\tb\n", "\t", "\t"),
        ('title,body\n"a; b","c; d; e"\n"f","g\n;\n"\n', ",", ","),
        ("title,body\na;b;c\nd;e;f\n", ",", ","),
        ("title;n\n" + "a,b;1\n" * 30, ",", ";"),
        ("a,b;c,d\n1,2;3,4\n", ",", ","),
        ("a,b;c,d\n1,2;3,4\n", ";", ","),
        ("\n\ntitle;body\na;b\n", ",", ";"),
        ("title;body\n" + "a;" + "b" * 200_000 + "\n", ",", ";"),
        ('title;body\na;"b, c', ",", ";"),
        # The last row is cut, so its number of cells says nothing.
        ("title,n;body\na,1;b\nc,2", ";", ";"),
    ],
)
def test_the_first_rows_decide(text: str, usual: str, delimiter: str) -> None:
    assert find_delimiter(text, usual) == Delimiter(delimiter)


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [
        ("sep=;\n", ";"),
        ("sep=|\r\n", "|"),
        ('"sep=,"\r', ","),
        ("sep=\t\n", "\t"),
        ("sep=,,,\n", ","),
        ("sep=#\n", "#"),
    ],
)
def test_a_first_line_may_name_it(line: str, delimiter: str) -> None:
    assert find_delimiter(line + "title,body;x\n", ",") == Delimiter(delimiter, len(line))

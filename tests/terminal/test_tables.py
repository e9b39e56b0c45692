"""Tables of names and values as lines."""

from __future__ import annotations

from searchidx.terminal.display import PLAIN
from searchidx.terminal.tables import table_lines


def test_values_of_a_table_begin_in_one_column() -> None:
    """Long values are wrapped under their beginning, words are not broken, and empty rows are left out."""
    rows = [("name", "một hai ba bốn"), ("empty", ""), ("none", None), ("u", "x" * 30)]
    assert list(table_lines(rows, PLAIN, 15)) == ["name  một hai", "      ba bốn", f"u     {'x' * 30}"]

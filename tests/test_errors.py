"""The errors of the library."""

from __future__ import annotations

import pickle

import pytest

import searchidx
from searchidx.errors import QuerySyntaxError, SearchError

QUERY = "lúa gạo date:31/2/2021 ở Long An"


def test_every_error_is_a_search_error() -> None:
    """One except clause catches everything that the library raises on purpose."""
    errors = [getattr(searchidx, name) for name in searchidx.__all__ if name.endswith("Error")]
    assert len(errors) >= 8
    assert all(issubclass(error, SearchError) for error in errors)


@pytest.mark.parametrize(
    ("columns", "line"), [(80, "  lúa gạo date:31/2/2021 ở Long An"), (30, "  lúa gạo date:31/2/2021 ở L…")]
)
def test_a_query_that_cannot_be_read_shows_where(columns: int, line: str) -> None:
    """The query is cut to the columns, and the caret stands under the place."""
    error = QuerySyntaxError("There is no day 31.", QUERY, QUERY.index("31"))
    assert error.shown(columns) == f"There is no day 31.\n{line}\n{' ' * 15}^"
    assert str(error) == error.shown(80)


def test_a_query_error_survives_pickling() -> None:
    """An error that crosses from one process to another keeps its attributes."""
    error = pickle.loads(pickle.dumps(QuerySyntaxError("Không.", QUERY, 3)))
    assert (error.reason, error.query, error.position) == ("Không.", QUERY, 3)

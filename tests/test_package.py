"""The package itself: every public name is there, and is loaded when it is first used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import searchidx


def test_every_public_name_is_there() -> None:
    """`from searchidx import *` and a type checker see the same names, in alphabetical order."""
    assert [name for name in searchidx.__all__ if not hasattr(searchidx, name)] == []
    assert searchidx.__all__ == sorted(searchidx.__all__)
    assert set(searchidx._MODULE_OF_NAME) == set(searchidx.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that the package does not have is refused as Python refuses it."""
    with pytest.raises(AttributeError, match="module 'searchidx' has no attribute 'Searcher'"):
        _ = searchidx.Searcher  # type: ignore[attr-defined]


@pytest.mark.parametrize("expression", ["searchidx.errors.SearchError", "searchidx.model.Document"])
def test_a_module_of_public_names_needs_no_import_of_its_own(expression: str) -> None:
    """After `import searchidx`, the modules that define public names can be reached as attributes."""
    command = [sys.executable, "-c", f"import searchidx; print({expression}.__name__)"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == expression.rpartition(".")[2]

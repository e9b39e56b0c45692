"""Fixtures shared by the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The team's measuring data, which a user's machine does not have."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data, which is not on this machine")
    return folder


@pytest.fixture(scope="session")
def shared_seeds() -> Path:
    """The user's own two articles, which only the team's machines have."""
    folder = ROOT.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("needs ../shared/seeds, which is not on this machine")
    return folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The project's own sample articles."""
    return ROOT / "seeds"

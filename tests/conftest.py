"""Fixtures shared by the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


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

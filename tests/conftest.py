"""Fixtures shared by the tests, and the settings of Hypothesis."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# No deadlines: machines are slow at times. In CI the examples are the same in every run.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=10)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "local"))


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

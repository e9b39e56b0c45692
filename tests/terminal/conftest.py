"""Fixtures shared by the tests of the command."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.terminal import GOLDEN, searchidx

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `articles` and an `index` of them, to be read only."""
    folder = tmp_path_factory.mktemp("collection")
    shutil.copytree(GOLDEN / "articles", folder / "articles")
    assert searchidx("index", "articles", cwd=folder).returncode == 0
    return folder

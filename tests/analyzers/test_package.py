"""The package as a whole: its public names, and what importing it loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

import analyzers
import analyzers.fold
import analyzers.normalize
from tests.support import ROOT


def test_loading_imports_neither_pyvi_nor_scikit_learn() -> None:
    """A new process segments a text without importing pyvi, scikit-learn or searchidx."""
    code = (
        "import sys, analyzers; assert 'numpy' not in sys.modules; analyzers.syllables('a b');"
        "assert 'numpy' not in sys.modules; assert analyzers.tokenize('Bộ Công an') == 'Bộ Công_an';"
        "loaded = {name.split('.')[0] for name in sys.modules};"
        "assert not loaded & {'pyvi', 'sklearn', 'sklearn_crfsuite', 'pycrfsuite', 'searchidx'}, loaded"
    )
    subprocess.run([sys.executable, "-X", "utf8", "-c", code], check=True)


def test_public_names() -> None:
    """Every public name exists, and functions are not hidden by modules of the same name."""
    assert all(getattr(analyzers, name) is not None for name in analyzers.__all__)
    assert all(
        callable(getattr(analyzers, name)) for name in ("decode", "fold", "normalize", "sentences", "words")
    )
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(analyzers, "nothing")  # noqa: B009 (mypy knows that it is not there)


def test_the_map_names_every_module() -> None:
    """The description of the package names every module."""
    assert analyzers.__doc__
    folder = ROOT / "analyzers"
    modules = [path.stem for path in folder.glob("*.py") if path.stem != "__init__"]
    assert [name for name in modules if f"`{name}`" not in analyzers.__doc__] == []

"""pyvi's model is read from its files without pyvi, and a damaged model is reported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from analyzers import AnalysisError
from analyzers.crf_model import load_model
from analyzers.model_files import model_folder

if TYPE_CHECKING:
    from collections.abc import Callable


def test_model_is_read_as_crfsuite_reads_it() -> None:
    """The tables have the numbers of attributes and features in CRFsuite's training log."""
    model = load_model()
    assert len(model.weights) == 6335
    transitions = 4
    assert sum(weight != 0 for pair in model.weights.values() for weight in pair) + transitions == 11416


def cut_off(blob: bytes) -> bytes:
    return blob[:-200_000]


def no_pickle(blob: bytes) -> bytes:
    return b"no pickle"


def no_crfsuite_file(blob: bytes) -> bytes:
    return blob.replace(b"lCRF", b"xCRF")


@pytest.mark.parametrize("damage", [cut_off, no_pickle, no_crfsuite_file])
def test_damaged_model_is_named(
    damage: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that cannot be read raises an AnalysisError that names the folder and says what to do."""
    blob = (Path(model_folder()) / "pyvi3.pkl").read_bytes()
    (tmp_path / "pyvi3.pkl").write_bytes(damage(blob))
    (tmp_path / "words.txt").write_text("a b\na b c\n", encoding="utf-8")
    monkeypatch.setattr("analyzers.crf_model.model_folder", lambda: str(tmp_path))
    with pytest.raises(AnalysisError, match=r"pip install --force-reinstall pyvi") as error:
        load_model()
    assert str(tmp_path) in str(error.value)

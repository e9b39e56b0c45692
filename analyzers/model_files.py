"""The files of the installed pyvi that hold its segmentation model. Nothing of pyvi is imported."""

from __future__ import annotations

import importlib.util
import io
from typing import Final

from analyzers.errors import AnalysisError

REINSTALL_HINT: Final = "Install it again with: pip install --force-reinstall pyvi==0.1.1"
"""The end of each message about missing or damaged files."""

WORDS_FILE: Final = "words.txt"
"""The name of the word list, a text with one word in each line."""


def model_folder() -> str:
    """Return the folder of the model files. Raises AnalysisError if pyvi is not installed."""
    spec = importlib.util.find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise AnalysisError(
            f"The package pyvi, whose word model is needed, is not installed. {REINSTALL_HINT}"
        )
    return f"{spec.submodule_search_locations[0]}/models"


def file_bytes(path: str) -> bytes:
    """Return the bytes of a file. Importing pathlib instead would take 4 ms."""
    with io.FileIO(path) as file:
        return file.readall()

"""The reader of pyvi's segmentation model. It runs no code of pyvi.

pyvi has two model files: a pickled scikit-learn estimator that contains a CRFsuite model file, and a word
list. Neither pyvi nor scikit-learn nor CRFsuite is imported, and the code that the pickle names is never run.

This is the layout of a CRFsuite model file (lib/crf/src/crf1d_model.c of CRFsuite), with byte offsets. All
numbers are little-endian and have 32 bits, except the weights:

    0    "lCRF", file size, "FOMC", version, number of features, of labels, of attributes
    28   the offsets of the sections: features, labels, attributes, ...

    features    12 bytes of head, at 8 the number of features; then 20 bytes for each feature:
                type, source, target, weight (a double)
    labels      a constant quark database (lib/cqdb/src/cqdb.c), which maps ids to names
    attributes  a second constant quark database

A feature of type 0 leads from an attribute to a label, a feature of type 1 from a label to a label.
"""

from __future__ import annotations

import _codecs
import io
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from analyzers.errors import AnalysisError
from analyzers.model_files import REINSTALL_HINT, WORDS_FILE, file_bytes, model_folder
from analyzers.word_list import read_word_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from analyzers.word_list import WordList

_FEATURE = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
"""The layout of one feature in the file."""

_TRANSITION = 1
"""The type of a feature that leads from a label to a label."""

_FEATURES_HEAD_BYTES = 12
"""The size of the head of the feature section: its name, its size and the number of features."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Model:
    """A linear-chain CRF with the labels B_W (begins a word) and I_W (continues a word), and its word list.

    `weights` maps the name of an attribute to its weights for (B_W, I_W). `transitions[a][b]` is the weight
    of label b after label a, where 0 is B_W and 1 is I_W. `begin_first` is true if B_W has a lower number
    than I_W in the file. CRFsuite prefers the label with the lower number in a tie.
    """

    weights: Mapping[str, tuple[float, float]]
    transitions: tuple[tuple[float, float], tuple[float, float]]
    begin_first: bool
    words: WordList


def load_model() -> Model:
    """Return the model of the installed pyvi.

    Raises:
        AnalysisError: pyvi is not installed, or its model is damaged.
    """
    folder = model_folder()
    try:
        crf = _read_crf(_crfsuite_file(file_bytes(f"{folder}/pyvi3.pkl")))
        words = read_word_list(file_bytes(f"{folder}/{WORDS_FILE}"))
    except (OSError, ValueError, LookupError, AttributeError, TypeError, pickle.UnpicklingError) as error:
        raise AnalysisError(
            f"The word model of pyvi in {folder} cannot be read ({error}). {REINSTALL_HINT}"
        ) from error
    return Model(crf.weights, crf.transitions, crf.begin_first, words)


class _Inert:
    """The replacement for every class that the pickle names. It keeps its state and runs nothing."""

    def __new__(cls, *_: object) -> _Inert:
        return super().__new__(cls)

    def __setstate__(self, state: Any) -> None:
        self.state = state


class _InertUnpickler(pickle.Unpickler):
    """An unpickler that replaces every class and function by `_Inert`, except `_codecs.encode`."""

    def find_class(self, module: str, name: str) -> Any:
        """Return `_codecs.encode`, which old pickle protocols call for bytes, or `_Inert`."""
        return _codecs.encode if (module, name) == ("_codecs", "encode") else _Inert


def _crfsuite_file(pickled: bytes) -> bytes:
    """Return the CRFsuite model file inside the pickled scikit-learn estimator."""
    estimator = _InertUnpickler(io.BytesIO(pickled)).load()
    blob = estimator.state["modelfile"].state["__FILE_RESOURCE_DATA__"]
    if not isinstance(blob, bytes) or blob[:4] != b"lCRF" or blob[8:12] != b"FOMC":
        raise ValueError("it holds no CRFsuite model of the first order")
    return blob


class _Crf(NamedTuple):
    """The fields of a `Model` that come from the CRFsuite file."""

    weights: dict[str, tuple[float, float]]
    transitions: tuple[tuple[float, float], tuple[float, float]]
    begin_first: bool


def _read_crf(blob: bytes) -> _Crf:
    """Read a CRFsuite model file; raise ValueError if its labels are not B_W and I_W."""
    header = np.frombuffer(blob, "<u4", count=12)
    features_offset, labels_offset, attributes_offset = (int(offset) for offset in header[7:10])
    labels = _quarks(blob, labels_offset)
    if sorted(labels) != ["B_W", "I_W"]:
        raise ValueError(f"its labels are {labels}, not B_W and I_W")
    begin = labels.index("B_W")
    number = int(np.frombuffer(blob, "<u4", count=1, offset=features_offset + 8)[0])
    features = np.frombuffer(blob, _FEATURE, count=number, offset=features_offset + _FEATURES_HEAD_BYTES)
    is_transition = features["type"] == _TRANSITION
    attributes = _quarks(blob, attributes_offset)
    weights = _matrix(features[~is_transition], len(attributes), begin)
    transitions = _matrix(features[is_transition], 2, begin)[[begin, 1 - begin]]
    (bb, bi), (ib, ii) = transitions.tolist()
    weights_by_name = dict(zip(attributes, map(tuple, weights.tolist()), strict=True))
    return _Crf(weights_by_name, ((bb, bi), (ib, ii)), begin_first=begin == 0)


def _matrix(features: NDArray[Any], rows: int, begin: int) -> NDArray[np.float64]:
    """Return the weights of the features as an array of shape (rows, 2).

    A row is the source of a feature. The columns are its target, B_W or I_W. `begin` is the number of B_W in
    the file.
    """
    matrix = np.zeros((rows, 2))
    matrix[features["source"], features["target"]] = features["weight"]
    return matrix[:, [begin, 1 - begin]]


def _quarks(blob: bytes, start: int) -> list[str]:
    """Return the strings of the constant quark database (CQDB) at `start`, in the order of their ids.

    Its head has the number of strings at byte 16 and the offset of the backward array at byte 20. The array
    has the offset of a record for each id. A record is: id, size of the string, the string, a NUL. Offsets
    count from the start of the database.
    """
    if blob[start : start + 4] != b"CQDB":
        raise ValueError("a table of names is not where its header says")
    number, backward = (int(field) for field in np.frombuffer(blob, "<u4", count=2, offset=start + 16))
    records = np.frombuffer(blob, "<u4", count=number, offset=start + backward)
    strings = (start + records.astype(np.int64) + 8).tolist()
    return [blob[string : blob.index(b"\0", string)].decode() for string in strings]

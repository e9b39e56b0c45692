"""pyvi's segmentation model and word list, read as plain data: without pyvi, scikit-learn or CRFsuite."""

from __future__ import annotations

import _codecs
import importlib.util
import io
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analyzers.errors import AnalysisError
from analyzers.growing_tables import Interner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_FEATURE = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_TRANSITION = 1
_HINT = "Install it again with: pip install --force-reinstall pyvi==0.1.1"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WordList:
    """pyvi's two- and three-syllable words as integer tables; id 0 is a syllable that the list does not know.

    `pairs` packs two bits for every (first, second) pair of ids, at key first * width + second: bit 0 says
    that the pair is a word, bit 1 that it begins a word of three. `triples` are sorted keys
    (pair key * depth + third).
    """

    first: Mapping[str, int]
    second: Mapping[str, int]
    third: Mapping[str, int]
    width: int
    depth: int
    pairs: NDArray[np.uint8]
    triples: NDArray[np.int64]

    def has_pair(self, first: str, second: str) -> bool:
        """Tell whether the two syllables are a word of the list."""
        key = self.first.get(first, 0) * self.width + self.second.get(second, 0)
        return bool(self.pairs[key >> 2] >> 2 * (key & 3) & 1)

    def has_triple(self, first: str, second: str, third: str) -> bool:
        """Tell whether the three syllables are a word of the list."""
        pair = self.first.get(first, 0) * self.width + self.second.get(second, 0)
        key = pair * self.depth + self.third.get(third, 0)
        place = int(np.searchsorted(self.triples, key))
        return place < len(self.triples) and int(self.triples[place]) == key


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Model:
    """A linear-chain CRF with the labels B_W (begins a word) and I_W (goes on with it), and its word list.

    `weights` maps an attribute to its weights for (B_W, I_W); `transitions[a][b]` is the weight of going from
    label a to label b, in the same order. `begin_first` says that CRFsuite numbers B_W before I_W, which is
    what decides its ties.
    """

    weights: Mapping[str, tuple[float, float]]
    transitions: tuple[tuple[float, float], tuple[float, float]]
    begin_first: bool
    words: WordList


def load_model() -> Model:
    """Return the model that the installed pyvi carries; raise AnalysisError if it is missing or damaged."""
    folder = _model_folder()
    try:
        blob = _crf_bytes(_file_bytes(f"{folder}/pyvi3.pkl"))
        weights, transitions, begin_first = _read_crf(blob)
        words = _word_list(_file_bytes(f"{folder}/words.txt"))
    except (OSError, ValueError, LookupError, AttributeError, TypeError, pickle.UnpicklingError) as error:
        raise AnalysisError(
            f"The word model of pyvi in {folder} cannot be read ({error}). {_HINT}"
        ) from error
    return Model(weights, transitions, begin_first, words)


def _file_bytes(path: str) -> bytes:
    """Return what `Path.read_bytes` returns, without the 4 ms of importing pathlib."""
    with io.FileIO(path) as file:
        return file.readall()


def _model_folder() -> str:
    spec = importlib.util.find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise AnalysisError(f"The package pyvi, whose word model is needed, is not installed. {_HINT}")
    return f"{spec.submodule_search_locations[0]}/models"


class _Inert:
    """Stands for every class that the pickle names: it takes what it is given and runs nothing."""

    def __new__(cls, *_: object) -> _Inert:
        return super().__new__(cls)

    def __setstate__(self, state: Any) -> None:
        self.state = state


class _InertUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _codecs.encode if (module, name) == ("_codecs", "encode") else _Inert


def _crf_bytes(pickled: bytes) -> bytes:
    """Return the CRFsuite file inside the pickled scikit-learn estimator, without importing either."""
    estimator = _InertUnpickler(io.BytesIO(pickled)).load()
    blob = estimator.state["modelfile"].state["__FILE_RESOURCE_DATA__"]
    if not isinstance(blob, bytes) or blob[:4] != b"lCRF" or blob[8:12] != b"FOMC":
        raise ValueError("it holds no CRFsuite model of the first order")
    return blob


def _read_crf(
    blob: bytes,
) -> tuple[dict[str, tuple[float, float]], tuple[tuple[float, float], tuple[float, float]], bool]:
    """Read the chunks of a CRFsuite model, as laid out in crfsuite/lib/crf/src/crf1d_model.c."""
    header = np.frombuffer(blob, "<u4", count=12)
    features_at, labels_at, attributes_at = (int(offset) for offset in header[7:10])
    labels = _quarks(blob, labels_at)
    if sorted(labels) != ["B_W", "I_W"]:
        raise ValueError(f"its labels are {labels}, not B_W and I_W")
    begin = labels.index("B_W")
    number = int(np.frombuffer(blob, "<u4", count=1, offset=features_at + 8)[0])
    features = np.frombuffer(blob, _FEATURE, count=number, offset=features_at + 12)
    moves = features["type"] == _TRANSITION
    names = _quarks(blob, attributes_at)
    states = _matrix(features[~moves], len(names), begin)
    between = _matrix(features[moves], 2, begin)[[begin, 1 - begin]]
    weights = dict(zip(names, map(tuple, states.tolist()), strict=True))
    (bb, bi), (ib, ii) = between.tolist()
    return weights, ((bb, bi), (ib, ii)), begin == 0


def _matrix(features: NDArray[Any], rows: int, begin: int) -> NDArray[np.float64]:
    """Weights by (source, target), the columns in the order B_W, I_W."""
    matrix = np.zeros((rows, 2))
    matrix[features["source"], features["target"]] = features["weight"]
    return matrix[:, [begin, 1 - begin]]


def _quarks(blob: bytes, at: int) -> list[str]:
    """Read the strings of a constant quark database (CQDB) in the order of their ids."""
    if blob[at : at + 4] != b"CQDB":
        raise ValueError("a table of names is not where its header says")
    number, backward = (int(n) for n in np.frombuffer(blob, "<u4", count=2, offset=at + 16))
    offsets = np.frombuffer(blob, "<u4", count=number, offset=at + backward)
    keys = (at + offsets.astype(np.int64) + 8).tolist()
    return [blob[key : blob.index(b"\0", key)].decode() for key in keys]


def _word_list(data: bytes) -> WordList:
    """Read the list: one word a line, its syllables parted by single blanks."""
    syllables = data.decode().replace("\n", " ").split(" ")
    separators = np.frombuffer(data, np.uint8)
    separators = separators[(separators == ord(" ")) | (separators == ord("\n"))]
    lines = np.concatenate(([0], np.flatnonzero(separators == ord("\n")) + 1))
    sizes = np.diff(lines, append=len(syllables))
    twos, threes = lines[sizes == 2], lines[sizes == 3]
    begins = np.concatenate((twos, threes))
    first, starts = _numbered(syllables, begins)
    second, ends = _numbered(syllables, begins + 1)
    third, lasts = _numbered(syllables, threes + 2)
    width, depth = len(second), len(third)
    keys = starts.astype(np.int64) * width + ends
    begun = keys[len(twos) :]
    pairs = np.zeros(len(first) * width // 4 + 1, np.uint8)
    _set_bits(pairs, keys[: len(twos)], 1)
    _set_bits(pairs, begun, 2)
    return WordList(first, second, third, width, depth, pairs, np.sort(begun * depth + lasts))


def _numbered(syllables: list[str], at: NDArray[np.int64]) -> tuple[dict[str, int], NDArray[np.int32]]:
    """(ids of the distinct syllables at these indices, the ids in their order)."""
    interner = Interner[str]()
    interner.id("\n")  # id 0: what no line holds
    ids = interner.ids(list(map(syllables.__getitem__, at.tolist())))
    return interner.table(), ids


def _set_bits(pairs: NDArray[np.uint8], keys: NDArray[np.int64], bit: int) -> None:
    """Set the bit of every key, one of a byte's four places at a time, so that no byte is written twice."""
    for place in range(4):
        pairs[keys[keys & 3 == place] >> 2] |= np.uint8(bit << 2 * place)

"""What an index needs to know of every distinct chunk: its tokens' terms and its pieces, computed once.

Texts repeat their chunks, so a table of chunks turns the analysis of a text into lookups: the ids of its
chunks give, by numpy indexing, the ids of its tokens and pieces. For the chunk `Ô-tô,` the table holds

    tokens   exact ids of `ô`, `ô-tô`, `tô`; positions in the chunk 0, 0, 1; two positions in all
    pieces   piece ids of `Ô`, `-`, `tô`, `,`; the parts that begin in each: 1, 0, 1, 0
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analyzers.alignment import aligned_pieces, model_spelling, part_counts, syllable_term
from analyzers.alphabet import VIETNAMESE_LETTERS
from analyzers.chunks import BOUNDARY_CHUNK, BREAK_CHUNK
from analyzers.clean import clean
from analyzers.fold import folded_term
from analyzers.growing_tables import GrowingArray, Interner, RaggedRows
from analyzers.piece_table import PieceTable
from analyzers.pieces import pieces
from analyzers.scan import exact_term, scan_chunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.model import Model

_LETTERS = f"A-Za-z{VIETNAMESE_LETTERS}"
_SIGNS = "!\"'(),./:;<>?\\[\\]“”‘’«»…*–-"
_SIMPLE = re.compile(rf"([{_SIGNS}]*+)([0-9{_LETTERS}]{{1,32}}+)([{_SIGNS}]*+)")
"""Most chunks: one part in Vietnamese letters and digits, with punctuation around it."""

_MAX_CACHED_SPELLINGS = 1 << 16
"""The spellings of parts are forgotten when there are this many."""

CHUNK_WEIGHT = 32
"""What a chunk adds to the weight of a table, besides its characters."""


class _AnalysedChunk(NamedTuple):
    """The terms of a chunk's tokens with their positions, and its pieces with their numbers of parts."""

    terms: Sequence[str]
    positions: Sequence[int]
    pieces: Sequence[str]
    part_counts: Sequence[int]


class ChunkTable:
    """What is known of chunks, pieces and terms, in columns by their ids.

    By chunk id: `token_rows` are the rows of its tokens in `exact_ids` and `token_positions` (the position of
    a token within its chunk), `piece_rows` the rows of its pieces in `piece_ids` and `part_counts` (how many
    parts begin in a piece), `position_counts` how many positions it has.

    By exact id: `folded_ids`. By piece id: `syllable_ids`, the term by which words name the piece; 0 for a
    piece that no word can hold. `weight` grows with the memory that the table takes.
    """

    def __init__(self, model: Model) -> None:
        self.chunks = Interner[str]()
        self.exact, self.folded, self.syllables = Interner[str](), Interner[str](), Interner[str]()
        self.pieces = PieceTable(model)
        self.token_rows, self.piece_rows = RaggedRows(), RaggedRows()
        self.exact_ids, self.token_positions = GrowingArray(np.int32), GrowingArray(np.int32)
        self.piece_ids, self.part_counts = GrowingArray(np.int32), GrowingArray(np.int32)
        self.position_counts = GrowingArray(np.int32)
        self.folded_ids, self.syllable_ids = GrowingArray(np.int32), GrowingArray(np.int32)
        self.weight = 0
        self._cached_spellings: dict[str, tuple[str, str]] = {}
        self.syllables.id("")  # takes the id 0

    def update(self) -> None:
        """Analyse the chunks that got an id since the last call."""
        new = self.chunks.collect_new_keys()
        if not new:
            return
        # The values of all new chunks one after the other, and for each chunk how many of them are its own.
        terms: list[str] = []
        positions: list[int] = []
        cut: list[str] = []
        counts: list[int] = []
        token_lengths, piece_lengths, position_counts = [], [], []
        for chunk in new:
            analysed = self._analysed(chunk)
            terms += analysed.terms
            positions += analysed.positions
            cut += analysed.pieces
            counts += analysed.part_counts
            token_lengths.append(len(analysed.terms))
            piece_lengths.append(len(analysed.pieces))
            position_counts.append(analysed.positions[-1] + 1 if analysed.positions else 0)
        self.token_rows.extend(token_lengths)
        self.exact_ids.extend(self.exact.ids(terms))
        self.token_positions.extend(positions)
        self.position_counts.extend(position_counts)
        self.piece_rows.extend(piece_lengths)
        self.piece_ids.extend(self.pieces.strings.ids(cut))
        self.part_counts.extend(counts)
        self._update_terms_and_pieces()
        self.weight += sum(map(len, new)) + CHUNK_WEIGHT * len(new)

    def _update_terms_and_pieces(self) -> None:
        """Compute the columns of the exact terms and pieces that are new."""
        self.folded_ids.extend(self.folded.ids([folded_term(term) for term in self.exact.collect_new_keys()]))
        self.folded.collect_new_keys()
        strings = self.pieces.strings.keys
        first_new = len(strings)
        self.pieces.update()
        self.syllable_ids.extend(self.syllables.ids(list(map(syllable_term, strings[first_new:]))))
        self.syllables.collect_new_keys()

    def _analysed(self, chunk: str) -> _AnalysedChunk:
        simple = _SIMPLE.fullmatch(chunk)
        if simple is not None:
            before, part, after = simple.groups()
            term, spelling = self._spellings(part)
            cut = pieces(chunk if spelling == part else before + spelling + after)
            return _AnalysedChunk((term,), (0,), cut, part_counts(cut, [len(before)]))
        if chunk == BOUNDARY_CHUNK:
            return _AnalysedChunk((), (), ("",), (0,))
        if chunk == BREAK_CHUNK:
            return _AnalysedChunk((), (), ("\n",), (0,))
        text = clean(chunk).text
        tokens = scan_chunk(text)
        terms = [self._spellings(text[token.start : token.end])[0] for token in tokens]
        return _AnalysedChunk(terms, [token.position for token in tokens], *aligned_pieces(text, tokens))

    def _spellings(self, part: str) -> tuple[str, str]:
        """Return the exact term of a part of a clean chunk, and the part as the model reads it."""
        spellings = self._cached_spellings.get(part)
        if spellings is None:
            if len(self._cached_spellings) >= _MAX_CACHED_SPELLINGS:
                self._cached_spellings.clear()
            spellings = self._cached_spellings[part] = exact_term(part), model_spelling(part)
        return spellings

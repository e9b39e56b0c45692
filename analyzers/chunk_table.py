"""A table of the distinct chunks, with the terms of their tokens and their pieces.

Each distinct chunk is analysed once. Then the analysis of a text is a lookup: numpy indexing turns the ids of
its chunks into the ids of its tokens and pieces. After the chunks `Ô-tô,` and `họp` the columns are

    by chunk id      token_rows        0:3                 3:4
                     piece_rows        0:4                 4:5
                     position_counts   2                   1
    by token         exact terms       ô    ô-tô  tô       họp       (as ids in exact_ids)
                     token_positions   0    0     1        0
    by piece         pieces            Ô    -     tô   ,   họp       (as ids in piece_ids)
                     part_counts       1    0     1    0   1
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analyzers.alignment import aligned_pieces, model_spelling, part_counts, syllable_term
from analyzers.alphabet import VIETNAMESE_LETTERS
from analyzers.camel_case import is_camel_case
from analyzers.chunks import BOUNDARY_CHUNK, BREAK_CHUNK
from analyzers.clean import clean
from analyzers.fold import folded_term
from analyzers.growing_tables import GrowingArray, Interner, RaggedRows
from analyzers.piece_table import PieceTable
from analyzers.pieces import pieces
from analyzers.scan import exact_term, scan_chunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.crf_model import Model

_SIMPLE_LETTERS = f"A-Za-z{VIETNAMESE_LETTERS}"
_SIMPLE_SIGNS = "!\"'(),./:;<>?\\[\\]“”‘’«»…*–-"
_SIMPLE = re.compile(rf"([{_SIMPLE_SIGNS}]*+)([0-9{_SIMPLE_LETTERS}]{{1,32}}+)([{_SIMPLE_SIGNS}]*+)")
"""One part in Vietnamese letters and digits, with punctuation around it. Most chunks match."""

_MAX_CACHED_SPELLINGS = 1 << 16
"""The cache of the spellings of parts is cleared when it has this number of entries."""

CHUNK_WEIGHT = 32
"""A chunk adds this number and the number of its characters to the weight of a table."""


class _AnalysedChunk(NamedTuple):
    """The exact terms and positions of the tokens of a chunk, and its pieces with their part counts."""

    terms: Sequence[str]
    positions: Sequence[int]
    pieces: Sequence[str]
    part_counts: Sequence[int]


class ChunkTable:
    """The columns of all chunks, pieces and terms that have an id.

    - By chunk id: `token_rows` has the range of the chunk in `exact_ids` and `token_positions` (positions in
      the chunk), `piece_rows` its range in `piece_ids` and `part_counts` (the number of parts that begin in a
      piece). `position_counts` has the number of positions of the chunk.
    - By exact id: `folded_ids`, the id of the folded term.
    - By piece id: `syllable_ids`, the id of the piece's term as a syllable of a word, or 0 if the piece
      cannot be one.

    `weight` grows with the memory of the table.
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
        self._cached_spellings: dict[str, tuple[str, str, bool]] = {}
        self.syllables.id("")  # gets the id 0

    def update(self) -> None:
        """Analyse the chunks that got an id since the last call, and extend all columns."""
        new = self.chunks.collect_new_keys()
        if not new:
            return
        # The tokens and the pieces of all new chunks, chunk after chunk.
        terms: list[str] = []
        positions: list[int] = []
        cut: list[str] = []
        counts: list[int] = []
        # For each new chunk: its numbers of tokens, of pieces and of positions.
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
        """Compute the columns of the new exact terms and of the new pieces."""
        self.folded_ids.extend(self.folded.ids([folded_term(term) for term in self.exact.collect_new_keys()]))
        self.folded.collect_new_keys()
        strings = self.pieces.strings.keys
        first_new = len(strings)
        self.pieces.update()
        self.syllable_ids.extend(self.syllables.ids(list(map(syllable_term, strings[first_new:]))))
        self.syllables.collect_new_keys()

    def _analysed(self, chunk: str) -> _AnalysedChunk:
        """Return the tokens and pieces of a chunk. The chunks of breaks and boundaries have no token."""
        simple = _SIMPLE.fullmatch(chunk)
        if simple is not None:
            before, part, after = simple.groups()
            term, spelling, may_be_divided = self._spellings(part)
            if not may_be_divided:
                cut = pieces(chunk if spelling == part else before + spelling + after)
                return _AnalysedChunk((term,), (0,), cut, part_counts(cut, [len(before)]))
        if chunk == BOUNDARY_CHUNK:
            return _AnalysedChunk((), (), ("",), (0,))
        if chunk == BREAK_CHUNK:
            return _AnalysedChunk((), (), ("\n",), (0,))
        text = clean(chunk).text
        between_blanks = text.split()  # `1½` becomes `1 1/2`
        return self._side_by_side(between_blanks) if len(between_blanks) > 1 else self._scanned(text)

    def _side_by_side(self, texts: Sequence[str]) -> _AnalysedChunk:
        """Return the tokens and pieces of a clean chunk with blanks, given the texts between its blanks.

        No token and no piece has a blank. Equal texts are scanned once, because a long chunk of
        compatibility characters (`½½½`) consists of few different texts.
        """
        scanned = {text: self._scanned(text) for text in dict.fromkeys(texts)}
        terms: list[str] = []
        positions: list[int] = []
        cut: list[str] = []
        counts: list[int] = []
        position_count = 0
        for text in texts:
            part = scanned[text]
            terms += part.terms
            positions += [position_count + position for position in part.positions]
            cut += part.pieces
            counts += part.part_counts
            position_count += part.positions[-1] + 1 if part.positions else 0
        return _AnalysedChunk(terms, positions, cut, counts)

    def _scanned(self, text: str) -> _AnalysedChunk:
        """Return the tokens and pieces of a clean chunk, or of a part of one between two blanks."""
        tokens = scan_chunk(text)
        terms = [self._spellings(text[token.start : token.end])[0] for token in tokens]
        return _AnalysedChunk(terms, [token.position for token in tokens], *aligned_pieces(text, tokens))

    def _spellings(self, part: str) -> tuple[str, str, bool]:
        """Return the exact term of a part, its spelling for the model, and `is_camel_case`, cached."""
        spellings = self._cached_spellings.get(part)
        if spellings is None:
            if len(self._cached_spellings) >= _MAX_CACHED_SPELLINGS:
                self._cached_spellings.clear()
            spellings = exact_term(part), model_spelling(part), is_camel_case(part)
            self._cached_spellings[part] = spellings
        return spellings

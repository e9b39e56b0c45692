"""What the index needs to know of every distinct chunk, computed once: its tokens' terms and its pieces."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from analyzers.alignment import advances, model_spelling, normal_pieces, syllable_name
from analyzers.chunks import BOUNDARY_CHUNK, BREAK_CHUNK
from analyzers.clean import Clean, clean
from analyzers.crf import PieceTable
from analyzers.fold import folded_term
from analyzers.growing_tables import Column, Interner, Ragged
from analyzers.pieces import pieces
from analyzers.scan import exact_term, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.model import Model

_VIETNAMESE = "A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ"
_POINTS = "!\"'(),./:;<>?\\[\\]“”‘’«»…*–-"
_SIMPLE = re.compile(rf"([{_POINTS}]*+)([0-9{_VIETNAMESE}]{{1,32}}+)([{_POINTS}]*+)")
_SPELT = 1 << 16

CHUNK_WEIGHT = 32
"""What a chunk adds to the weight of a lexicon, besides its characters."""


class Lexicon:
    """Chunks, pieces and terms by id; `tokens` are rows of `exact_ids`, `cuts` are rows of `piece_ids`.

    `relative` is a token's position within its chunk, `positions` how many a chunk has, `advance` how many
    of them a piece takes. `folded_of` maps an exact term to its folded one, `syllable_of` a piece to the
    term by which words name it (0 for a piece that no word can hold). `weight` grows with the memory taken.
    """

    def __init__(self, model: Model) -> None:
        self.chunks = Interner[str]()
        self.pieces = PieceTable(model)
        self.exact, self.folded = Interner[str](), Interner[str]()
        self.syllables = Interner[str]()
        self.tokens, self.cuts = Ragged(), Ragged()
        self.exact_ids, self.relative, self.positions = Column(np.int32), Column(np.int32), Column(np.int32)
        self.piece_ids, self.advance = Column(np.int32), Column(np.int32)
        self.folded_of, self.syllable_of = Column(np.int32), Column(np.int32)
        self.weight = 0
        self._spelt: dict[str, tuple[str, str]] = {}
        self.syllables.id("")

    def update(self) -> None:
        """Analyse the chunks that were interned since the last call."""
        new = self.chunks.fresh()
        if not new:
            return
        analysed = [self._analyse(chunk) for chunk in new]
        terms, relative, cut, advance = zip(*analysed, strict=True)
        self.tokens.extend(list(map(len, terms)))
        self.exact_ids.extend(self.exact.ids(list(chain.from_iterable(terms))))
        self.relative.extend(list(chain.from_iterable(relative)))
        self.positions.extend([row[-1] + 1 if row else 0 for row in relative])
        self.cuts.extend(list(map(len, cut)))
        self.piece_ids.extend(self.pieces.strings.ids(list(chain.from_iterable(cut))))
        self.advance.extend(list(chain.from_iterable(advance)))
        self._update_terms()
        self.weight += sum(map(len, new)) + CHUNK_WEIGHT * len(new)

    def _update_terms(self) -> None:
        self.folded_of.extend(self.folded.ids([folded_term(term) for term in self.exact.fresh()]))
        self.folded.fresh()
        known = len(self.pieces.strings.keys)
        self.pieces.update()
        self.syllable_of.extend(
            self.syllables.ids(list(map(syllable_name, self.pieces.strings.keys[known:])))
        )
        self.syllables.fresh()

    def _analyse(self, chunk: str) -> tuple[Sequence[str], Sequence[int], Sequence[str], Sequence[int]]:
        """(terms, their relative positions, pieces, how many positions each takes) of one chunk."""
        simple = _SIMPLE.fullmatch(chunk)
        if simple is not None:
            before, word, after = simple.groups()
            term, spelt = self._spell(word)
            cut = pieces(chunk if spelt == word else before + spelt + after)
            return (term,), (0,), cut, advances(cut, [len(before)])
        if chunk == BOUNDARY_CHUNK:
            return (), (), ("",), (0,)
        if chunk == BREAK_CHUNK:
            return (), (), ("\n",), (0,)
        return self._analyse_fully(clean(chunk))

    def _analyse_fully(
        self, read: Clean
    ) -> tuple[Sequence[str], Sequence[int], Sequence[str], Sequence[int]]:
        spans = tokens(read.text)
        terms = [self._spell(read.text[span.start : span.end])[0] for span in spans]
        cut, starts = normal_pieces(read.text, spans)
        return terms, [span.position for span in spans], cut, advances(cut, starts)

    def _spell(self, surface: str) -> tuple[str, str]:
        """(exact term, spelling for the model) of a clean surface."""
        found = self._spelt.get(surface)
        if found is None:
            if len(self._spelt) >= _SPELT:
                self._spelt.clear()
            found = self._spelt[surface] = exact_term(surface), model_spelling(surface)
        return found

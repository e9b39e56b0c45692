"""How fast is a plain Python loop? A baseline for the benchmark of word segmentation.

The loop applies the same model as `analyzers.segment`, written carefully but without arrays.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from analyzers.composition import nfc
from analyzers.pieces import pieces

if TYPE_CHECKING:
    from analyzers.crf_model import Model


class PlainSegmenter:
    """A segmenter that loops over the pieces of a text. It keeps the scores of each piece in a dictionary."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.weights = {name: inside - begin for name, (begin, inside) in model.weights.items()}
        self.scores: dict[str, tuple[str, float, float, float, bool, bool]] = {}

    def tokenize(self, text: str) -> str:
        lines = [
            [piece for chunk in line.split() for piece in pieces(nfc(chunk))] for line in text.split("\n")
        ]
        cut = lines[0]
        for line in lines[1:]:
            cut += ["\n", *line]
        if not cut:
            return text
        labels = self.labels(cut)
        output = [cut[0]]
        for i in range(1, len(cut)):
            _, _, _, _, joinable, title = self.scores[cut[i]]
            _, _, _, _, joinable_before, title_before = self.scores[cut[i - 1]]
            joined = labels[i] and joinable and joinable_before and not (title and not title_before)
            output += ("_" if joined else " ", cut[i])
        return "".join(output)

    def labels(self, cut: list[str]) -> list[bool]:
        rows = [self.scores.get(piece) or self._learn(piece) for piece in cut]
        words, weights = self.model.words, self.weights
        emissions = [row[1] for row in rows]
        for i in range(1, len(cut)):
            emissions[i] += rows[i - 1][2]
            emissions[i - 1] += rows[i][3]
            first, second = words.first.get(rows[i - 1][0], 0), words.second.get(rows[i][0], 0)
            if first and second:
                key = first * words.width + second
                pair_bits = int(words.pairs[key >> 2]) >> 2 * (key & 3) & 3
                if pair_bits & 1:
                    emissions[i] += weights["-1:word.bi_gram()"]
                    emissions[i - 1] += weights["+1:word.bi_gram()"]
                if pair_bits & 2 and i + 1 < len(cut):
                    triple = rows[i - 1][0], rows[i][0], rows[i + 1][0]
                    if words.has_triple(*triple):
                        emissions[i + 1] += weights["-2:word.tri_gram()"]
                        emissions[i - 1] += weights["+2:word.tri_gram()"]
        return self._viterbi(emissions)

    def _viterbi(self, emissions: list[float]) -> list[bool]:
        (bb, bi), (ib, ii) = self.model.transitions
        d = emissions[0]
        values = [d]
        for score in emissions[1:]:
            d = score + max(bi, d + ii) - max(bb, d + ib)
            values.append(d)
        labels = [values[-1] > 0]
        for d in reversed(values[:-1]):
            labels.append(d + ii > bi if labels[-1] else d + ib > bb)
        labels.reverse()
        return labels

    def _learn(self, piece: str) -> tuple[str, float, float, float, bool, bool]:
        lower = piece.lower()

        def score(prefix: str) -> float:
            names = [f"{prefix}.lower():{lower}"]
            names += [
                f"{prefix}.is{what}()"
                for what in ("upper", "title", "digit")
                if getattr(piece, f"is{what}")()
            ]
            return sum(self.weights.get(name, 0.0) for name in names)

        joinable = piece not in string.punctuation and not piece[0].isdigit()
        own = score("word") + self.weights["bias"]
        row = lower, own, score("-1:word"), score("+1:word"), joinable, piece[0].istitle()
        self.scores[piece] = row
        return row

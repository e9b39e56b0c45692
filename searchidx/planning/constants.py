"""The constants of the ranking that a caller of `plan` may replace."""

from __future__ import annotations

from typing import NamedTuple

from searchidx.engines.plan import PassageWeight


class Scoring(NamedTuple):
    """The constants of the ranking that a caller of `plan` may replace, with their defaults.

    docs/ranking.md has the formulas, and the measurements of what each part is worth. Constants that callers
    do not replace are in the modules that use them.
    """

    k1: float = 1.2
    """The greater k1, the more repeated occurrences add to the score: (k1 + 1) tf / (k1 + tf)."""

    b: float = 0.75
    """The influence of field lengths: 0 ignores them, 1 divides term frequencies by the relative length."""

    title_weight: float = 3.0
    """The weight of an occurrence in the title. An occurrence in the body has the weight 1."""

    furniture_weight: float = 0.3
    """The weight of an occurrence in the furniture: to the body about as the body is to the title."""

    syllable_weight: float = 0.6
    """The weight of a syllable of the query, divided between its likely spellings and its folded term."""

    other_accents_weight: float = 0.2
    """The weight of the folded term of a syllable whose certainty is 1, mainly in partial matches."""

    word_weight: float = 0.5
    """The weight of a word of the query, of one to four syllables."""

    twin_weight: float = 0.6
    """The weight of an occurrence with i for the typed y, or y for i. A typed one has the weight 1.

    It is less than 1 - `form_weight`, because some twins, such as `tỉ` for `tỷ`, are also other forms.
    """

    pair_weight: float = 0.6
    """The weight of two neighbours of the query that are also neighbours in a document."""

    name_weight: float = 2.5
    """The weight of a name, a phrase of three or more syllables, in documents that contain the whole name."""

    exact_title_weight: float = 2.5
    """The weight of a title that is the whole query."""

    near_weight: float = 0.3
    """The weight of two neighbours of the query that are near each other in a document."""

    near_distance: int = 8
    """The maximum distance, in positions, of two syllables that are near each other."""

    typed_form_weight: float = 1.0
    """The weight of the query as it was typed, if the whole query has a more frequent form."""

    form_weight: float = 0.3
    """The weight of an occurrence of another form, such as an abbreviation. A typed one has the weight 1."""

    form_pair_share: float = 0.97
    """The number of neighbours of the query, side by side, that an occurrence of another form counts as."""

    passages: tuple[PassageWeight, ...] = (PassageWeight(25, 0.4, 0.15), PassageWeight(12, 0.3))
    """The weights of the best and of the first passage of 50 positions, and of the best passage of 24."""

    coverage_weight: float = 0.5
    """The weight of the share of the title that the query covers."""

    similarity_weight: float = 0.5
    """The weight of a document's similarity to the best document."""

    rescore_depth: int = 140
    """The number of best documents that are rescored."""

    feedback_depth: int = 5
    """The number of best documents that correct doubtful spellings. 0 turns the feedback off."""

    @property
    def saturation_limit(self) -> float:
        """The limit of (k1 + 1) tf / (k1 + tf). Weights contain it because engines compute tf / (k1 + tf)."""
        return self.k1 + 1

    def field_weight(self, name: str) -> float:
        """Return the weight of an occurrence in the text field `name` ("title" or "body")."""
        return self.title_weight if name == "title" else 1.0

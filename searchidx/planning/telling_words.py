"""What is an article about? `telling_words` finds the words by which related articles are found.

A word tells much about an article if the article repeats it, or has it in the title, and few documents of the
index have it. MoreLikeThis of Lucene chooses its terms in the same way. The terms here are those of the word
layer, because names such as `nguyễn_văn_minh` tell more than their syllables.

Text that only says where an article comes from is left out: datelines, credits, bylines, other short lines,
and the names of news agencies. Articles are not related because one photographer worked for all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.spans import words
from searchidx.planning.accents.spellings import weigh_spellings
from searchidx.planning.statistics import idf
from searchidx.planning.terms import query_syllables
from searchidx.schema import layers
from searchidx.unaccented_articles import MIN_ACCENTED_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import DocumentFrequencies
    from searchidx.model import Document

MAX_TITLE_CHARACTERS: Final = 300
"""The number of characters of a title that are analysed."""

MAX_BODY_CHARACTERS: Final = 4_000
"""The number of characters of a body that are analysed. News say first what they are about."""

MAX_RESTORED_CHARACTERS: Final = 1_000
"""The number of characters of an unaccented body that are analysed. Restoring accents takes longer."""

TITLE_OCCURRENCES: Final = 6
"""The number of occurrences in the body that an occurrence in the title counts as."""

REPETITION_SATURATION: Final = 10.0
"""The greater the saturation s, the more repeated occurrences add to a weight: (s + 1) tf / (s + tf)."""

MAX_TELLING_WORDS: Final = 40
"""The maximum number of words by which related articles are found. More words find hardly better ones."""

MIN_DOCUMENT_FREQUENCY: Final = 2
"""A word that fewer documents have is useless, because only the article itself may have it."""

MIN_LINE_WORDS: Final = 8
"""A line of fewer words, without a sign at its end, is no sentence but a byline, caption, date or button."""

AGENCIES: Final = frozenset(
    [
        *("afp", "anadolu", "ap", "bloomberg", "cnn", "interfax", "itar-tass", "kyodo"),
        *("reuters", "ria", "sputnik", "tass", "thx", "ttxvn", "upi", "vietnam+"),
        *("vov", "vtv", "xinhua", "yonhap", "tân_hoa_xã", "thông_tấn_xã"),
    ]
)
"""Terms of news agencies and broadcasters. Bodies name them as the sources of what they say."""

_SENTENCE_END: Final = re.compile(r"[.!?…:;,\"”')»]\s*$")
_CREDIT: Final = re.compile(
    r"\(?\b(?:ảnh|anh|video|clip|đồ họa|do hoa|nguồn|nguon|photo)(?: [^\W\d]+){0,3} ?:[^\n.()]*[.)]?",
    re.IGNORECASE,
)
_DATELINE: Final = re.compile(r"\s*(?:\([^()\n]{1,30}\)|[A-ZĐ]{2,6})\s*[-–—]\s")

_TITLE_LAYERS: Final = layers("title")
_BODY_LAYERS: Final = layers("body")


class TellingWord(NamedTuple):
    """A term of the word layer, its inverse document frequency, and its weight in an article.

    The weight is the saturated term frequency in the article times the inverse document frequency.
    """

    term: str
    idf: float
    weight: float


def telling_words(document: Document, index: DocumentFrequencies) -> list[TellingWord]:
    """Return the words with the greatest weights in a document, at most `MAX_TELLING_WORDS`, heaviest first.

    Words of equal weight are in ascending order of their terms. Words that fewer than
    `MIN_DOCUMENT_FREQUENCY` documents of the index have are left out. The document need not be in the index.
    """
    counts = _count_words(*_with_accents(*_analyzed_text(document), index))
    document_count = index.document_count()
    found = []
    for (term, count), document_frequency in zip(
        counts.items(), _document_frequencies(list(counts), index), strict=True
    ):
        if document_frequency >= MIN_DOCUMENT_FREQUENCY:
            word_idf = idf(document_frequency, document_count)
            saturated = (REPETITION_SATURATION + 1) * count / (REPETITION_SATURATION + count)
            found.append(TellingWord(term, word_idf, saturated * word_idf))
    return sorted(found, key=lambda word: (-word.weight, word.term))[:MAX_TELLING_WORDS]


def _document_frequencies(terms: Sequence[str], index: DocumentFrequencies) -> list[int]:
    """Return the document frequency of each word, in bodies or in titles, whichever is higher."""
    in_bodies = index.document_frequencies(_BODY_LAYERS.words, terms)
    in_titles = index.document_frequencies(_TITLE_LAYERS.words, terms)
    return list(map(max, in_bodies, in_titles))


def _count_words(title: str, body: str) -> Counter[str]:
    """Return term -> the number of its occurrences, where an occurrence in the title counts more."""
    counts = Counter([word.term for word in words(body)])
    for agency in AGENCIES:
        counts.pop(agency, None)
    for word in words(title):
        counts[word.term] += TITLE_OCCURRENCES
    return counts


# --- The text that is analysed ---------------------------------------------------------------------------


def _analyzed_text(document: Document) -> tuple[str, str]:
    """Return the title and the beginning of the body, without what only says where the article comes from.

    If nothing else is in the body, the whole beginning is returned.
    """
    title, body = document.title[:MAX_TITLE_CHARACTERS], document.body[:MAX_BODY_CHARACTERS]
    lines = _CREDIT.sub("\n", _DATELINE.sub("", body, count=1)).splitlines()
    return title, "\n".join(filter(_is_sentence, lines)) or body


def _is_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line)) or len(line.split(None, MIN_LINE_WORDS)) >= MIN_LINE_WORDS


def _with_accents(title: str, body: str, index: DocumentFrequencies) -> tuple[str, str]:
    """Return both texts as they are, or with restored accents if they are unaccented."""
    syllables = query_syllables(f"{title}\n{body}")
    accented_count = sum([syllable.accented for syllable in syllables])
    if accented_count >= MIN_ACCENTED_SHARE * len(syllables):
        return title, body
    return restore_accents(title, index), restore_accents(body[:MAX_RESTORED_CHARACTERS], index)


def restore_accents(text: str, index: DocumentFrequencies) -> str:
    """Return an unaccented text with the accents that are most probable by the pairs of the index.

    The text between the syllables, and a capital at the beginning of a syllable, stay as they are.
    """
    syllables = query_syllables(text)
    pieces, end = [], 0
    for syllable, spellings in zip(syllables, weigh_spellings(syllables, index, 1.0), strict=True):
        best = spellings.best
        if text[syllable.start].isupper():
            best = best[:1].upper() + best[1:]
        pieces += [text[end : syllable.start], best]
        end = syllable.end
    return "".join(pieces) + text[end:]

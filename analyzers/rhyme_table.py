"""The spelling rules of Vietnamese as a table: which rhymes may follow which initials?

The spelling of some initials depends on the vowel that follows. The sound /k/ is written k before e, ê and i,
but c before other vowels. In the same way gh alternates with g, and ngh with ng. So the rhymes are grouped by
their first vowel. `qu` and `gi` are treated as initials.

**Source**: the spelling rules of quốc ngữ as dictionaries apply them (Hoàng Phê, "Từ điển vần" and "Chính tả
tiếng Việt"; Quyết định 240/QĐ of the Ministry of Education, 1984).

The table holds what can be spelt, which is more than what is in use.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Final

_INITIALS_ANYWHERE: Final = "b ch d đ h kh l m n nh p ph r s t th tr v x"
"""The initials that may precede every vowel. A syllable may also have no initial."""

_INITIALS_BEFORE_FRONT: Final = "k gh ngh"
"""The initials before e, ê and i only."""

_INITIALS_BEFORE_BACK: Final = "c g ng"
"""The initials before other vowels only."""

_RHYMES_FRONT: Final = """
    e em en eng eo ep et ec  ê ênh êm ên êu êp êt êch
    i ia im in inh ip it ich iu iêc iêm iên iêng iêp iêt iêu
"""
"""The rhymes that begin with a front vowel: e, ê or i."""

_RHYMES_BACK: Final = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    o oc oi om on ong oong ooc op ot  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
"""The rhymes that begin with any other vowel, without the glide /w/."""

_RHYMES_GLIDE: Final = """
    oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăt  oe oem oen oeo oet
    uâng uân uât uây  uê uêch uên uênh uêt uêu  uơ  uy uya uych uynh uyt uyu uyp uyên uyêt
"""
"""The rhymes that begin with the glide /w/, which is written o before a, ă, e and u before other vowels."""

_RHYMES_AFTER_QU: Final = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e em en eng eo et ec  ê êch ên ênh êt êu  i ich in inh it ip iu iên iêt  ơ ơi ơn ơt  ôc
    y ych ynh yt yên yêt yêu yn yp yu
"""
"""The rhymes after `qu`, which already contains the glide: qua, quăn, quê, quý."""

_INITIALS_BEFORE_Y: Final = "h k l m n s t th v"
"""The initials after which the rhyme i may also be written y, as in kĩ and kỹ."""

_RHYMES_Y_ALONE: Final = "y yêm yên yêng yêt yêu"
"""The rhymes that begin with y in syllables without an initial, as in ý and yên."""


@cache
def rhymes_by_initial() -> dict[str, set[str]]:
    """Return for each initial all rhymes that may follow it; do not change the result."""
    rhymes_of: dict[str, set[str]] = {}
    for initials, rhymes in _blocks():
        for initial in initials:
            rhymes_of.setdefault(initial, set()).update(rhymes)
    return rhymes_of


def initials_and_rhymes() -> Iterator[tuple[str, str]]:
    """Yield every initial with every rhyme that may follow it, each pair once."""
    for initials, rhymes in _blocks():
        yield from product(initials, rhymes)


def _blocks() -> list[tuple[list[str], list[str]]]:
    """Return the blocks of the table. In a block (initials, rhymes), any rhyme may follow any initial."""
    front, back, glide = _RHYMES_FRONT.split(), _RHYMES_BACK.split(), _RHYMES_GLIDE.split()
    anywhere = ["", *_INITIALS_ANYWHERE.split()]
    return [
        (["qu"], _RHYMES_AFTER_QU.split()),
        (["gi"], [rhyme for rhyme in (*front, *back) if rhyme not in ("ia", "iu")]),
        ([*anywhere, *_INITIALS_BEFORE_FRONT.split()], front),
        ([*anywhere, *_INITIALS_BEFORE_BACK.split()], back),
        ([*anywhere, "ng"], glide),
        (["g"], ["oa"]),  # only góa; c + glide is written qu
        (_INITIALS_BEFORE_Y.split(), ["y"]),
        ([""], _RHYMES_Y_ALONE.split()),
    ]

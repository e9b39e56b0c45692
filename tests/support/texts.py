"""Texts that Hypothesis draws: like the news, and hostile ones with whatever characters there are."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

_WRITTEN = (
    "công an Công AN bộ Bộ hoà bình hòa bình trật tự an toàn xã hội đất nước học sinh sinh học là của TP. "
    "Tp. TP.HCM UBND ÐHQG Đ. ThS. Mr. Mrs. 03/2019/NĐ-CP 1.000 3,5% 24/11/2021 1_2 ... .. . , ; ( ) [ ] “ ” "
    "‘ ’ – - -> ==> >> > = a@b.c a.b@c.d.e @ @@ x@y a.@b.c http://x.y/?q=1 ://a www.vn _ __ a_b ² ½ ① "
    "CO₂ 50m² ㎞ Ａ４ ﬁ №5 37⁰C viêt\u0323 qưyết #SốngXanh HàNội TP.HaNoi YouTube TếtViệt2026"
)
FRAGMENTS = _WRITTEN.split(" ")
CHARACTERS = (
    "\n\r\t \u00a0\u0085\u001c\u001d\u001e\u001f\u000b\u000c\u2028\u3000\u200b\u200d\ufeff\u0000\u0007\u00ad"
    "\u0301\u0323\u031b\u0302\u0345\u212b\u2126\uf900\uf901\u8c48\u66f4\u0130ıΣσς😀中국ก็АаБ\U0001f1fb\U0002f800"
)
SPELLINGS = st.sampled_from(FRAGMENTS).flatmap(
    lambda word: st.sampled_from([word, unicodedata.normalize("NFD", word), word.upper(), word.title()])
)
ANY = st.characters(exclude_categories=["Cs"])
HOSTILE = st.lists(st.one_of(SPELLINGS, st.sampled_from(CHARACTERS), st.just(" "), ANY), max_size=60).map(
    "".join
)
NEWS_LIKE = st.lists(SPELLINGS, max_size=80).map(" ".join)

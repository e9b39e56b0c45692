"""Which names are places? A place in the last line of an article is text, although it looks like a name."""

from __future__ import annotations

import re
from typing import Final

from analyzers.fold import fold
from analyzers.normalize import normalize

_KINDS: Final = frozenset(
    (
        *("bãi", "bến", "biển", "cảng", "cầu", "chợ", "chùa", "công viên", "đảo", "đèo", "đền"),
        *("đường", "ga", "hang", "huyện", "khu", "làng", "miếu", "nhà thờ", "núi", "phố", "phường"),
        *("quần đảo", "quận", "quảng trường", "rừng", "sân bay", "sông", "suối", "thác", "thành phố"),
        *("tháp", "thị trấn", "thị xã", "thôn", "tỉnh", "tp", "vịnh", "vườn", "xã"),
    )
)
"""Words for kinds of places, with which places begin: `Bến Ninh Kiều`. No family name is among them."""

_PLACES: Final = frozenset(
    (
        # The provinces of Vietnam, those before the mergers of 2025 included.
        *("an giang", "ba ria", "ba ria vung tau", "bac can", "bac giang", "bac kan", "bac lieu", "bac ninh"),
        *("ben tre", "binh dinh", "binh duong", "binh phuoc", "binh thuan", "ca mau", "can tho", "cao bang"),
        *("da nang", "dac lac", "dac nong", "dak lak", "dak nong", "dien bien", "dong nai", "dong thap"),
        *("gia lai", "ha giang", "ha nam", "ha noi", "ha tay", "ha tinh", "hai duong", "hai phong"),
        *("hau giang", "hoa binh", "ho chi minh", "hung yen", "khanh hoa", "kien giang", "kon tum"),
        *("lai chau", "lam dong", "lang son", "lao cai", "long an", "nam dinh", "nghe an", "ninh binh"),
        *("ninh thuan", "phu tho", "phu yen", "quang binh", "quang nam", "quang ngai", "quang ninh"),
        *("quang tri", "soc trang", "son la", "tay ninh", "thai binh", "thai nguyen", "thanh hoa"),
        *("thua thien hue", "tien giang", "tra vinh", "tuyen quang", "vinh long", "vinh phuc", "yen bai"),
        # Cities, islands and regions of Vietnam.
        *("bao loc", "bien hoa", "buon ma thuot", "buon me thuot", "ban me thuot", "cam ranh", "can gio"),
        *("cao lanh", "chau doc", "con dao", "cu chi", "da lat", "dien bien phu", "dong ha", "dong hoi"),
        *("ha long", "ha tien", "hoan kiem", "hoang sa", "hoi an", "ly son", "mong cai", "my tho"),
        *("nha trang", "phan rang", "phan thiet", "phu quoc", "quy nhon", "qui nhon", "rach gia"),
        *("sa dec", "sa pa", "sai gon", "tam dao", "tam ky", "tan an", "tay nguyen", "thu duc", "truong sa"),
        *("tuy hoa", "viet tri", "vung tau", "bac bo", "trung bo", "nam bo", "mien bac", "mien trung"),
        *("mien nam", "mien tay", "hn", "hcm", "tp hcm", "tphcm"),
        # Countries and cities abroad that are written as two words or in capitals.
        *(
            "a rap xe ut",
            "a rap saudi",
            "an do",
            "bo dao nha",
            "dai bac",
            "dai loan",
            "dong timor",
            "han quoc",
        ),
        *(
            "ha lan",
            "hoa ky",
            "hong kong",
            "hongkong",
            "hy lap",
            "lien xo",
            "ma cao",
            "mong co",
            "my",
            "nam phi",
        ),
        *(
            "nhat ban",
            "phan lan",
            "tay ban nha",
            "thai lan",
            "tho nhi ky",
            "thuy dien",
            "thuy si",
            "trieu tien",
        ),
        *("trung quoc", "viet nam", "vn", "uc", "y", "phap", "duc", "nga", "anh", "hue", "usa", "eu"),
        *("bac kinh", "buenos aires", "kuala lumpur", "las vegas", "london", "los angeles", "luan don"),
        *("moscow", "new delhi", "new york", "new zealand", "paris", "phnom penh", "quang chau"),
        *("san francisco", "sao paulo", "seoul", "thuong hai", "tokyo", "vieng chan", "washington"),
        *("washington dc", "singapore", "bangkok", "man city", "real madrid"),
    )
)
"""Folded names of places that look like names of people, without punctuation."""

_NO_LETTERS: Final = re.compile(r"[\W\d_]+")


def is_place(name: str) -> bool:
    """Return whether a name is a well-known place, or begins with a word for a kind of place: `Bến Tre`.

    People are called `Hà Giang` and `Thái Bình`, too. Accents are ignored only for well-known places.
    """
    plain = " ".join(_NO_LETTERS.sub(" ", fold(name).lower()).split())
    if plain in _PLACES:
        return True
    words = normalize(name).lower().split()
    return any(" ".join(words[:length]) in _KINDS for length in (1, 2) if length < len(words))

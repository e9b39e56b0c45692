"""The common abbreviations of places, offices and everyday terms in Vietnamese news, with their long forms.

`COMMON_ABBREVIATIONS` is the data. `table` returns it as a table, which finds the other forms of a part of a
text. Only abbreviations with one clear meaning are in the data. `BTC` is not, because it stands for a
ministry (Bộ Tài chính) and for any organising committee (ban tổ chức). A short form that can be read as a
syllable, as `CAO` and `BAN` can, is not in the data either.

Sources of the long forms:

- The Constitution of 2013 (chapters I, IV, V, VII, VIII and IX): assemblies, committees, courts, procuracies,
  the Fatherland Front, the army.
- The resolutions of the National Assembly on the structure of the Government (08/2021/QH15, 176/2025/QH15):
  ministries. The ministries that were merged in 2025 are kept, because articles name them.
- The laws on social insurance, health insurance, fire prevention, citizen identity cards, road traffic order,
  enterprises, value added tax and personal income tax: the terms in their titles and definitions.
- The Vietnamese names of international organisations, as Vietnamese newspapers write them.
- The definitions in news articles, such as `Cảnh sát giao thông (CSGT)`: 32,429 articles of 2025 and half of
  the collection VNTC define 100 of the short forms. Their most frequent definition is a long form of the
  data in all cases but `VFF`, which one article uses for a fund.
"""

import re
from functools import cache
from typing import Final

from analyzers.form_table import FormRule, FormTable

COMMON_ABBREVIATIONS: Final = (
    # Places
    (("TP.HCM", "TPHCM", "HCMC"), ("thành phố Hồ Chí Minh", "TP Hồ Chí Minh", "thành phố HCM")),
    (("TP.HN", "TPHN"), ("thành phố Hà Nội", "TP Hà Nội")),
    (("BR-VT", "BRVT"), ("Bà Rịa - Vũng Tàu",)),
    (("TT-Huế",), ("Thừa Thiên - Huế",)),
    (("BMT",), ("Buôn Ma Thuột", "Buôn Mê Thuột", "Ban Mê Thuột")),
    (("Daklak",), ("Đắk Lắk", "Đăk Lăk", "Đắc Lắc")),
    (("Daknong",), ("Đắk Nông", "Đăk Nông", "Đắc Nông")),
    (("Kontum",), ("Kon Tum",)),
    (("Pleiku",), ("Plei Ku", "Plây Cu")),
    (("Sapa",), ("Sa Pa",)),
    (("ĐBSCL",), ("đồng bằng sông Cửu Long",)),
    (("ĐBSH",), ("đồng bằng sông Hồng",)),
    (("CHXHCN",), ("cộng hòa xã hội chủ nghĩa",)),
    (("CHDCND",), ("cộng hòa dân chủ nhân dân",)),
    (("UAE",), ("Các Tiểu vương quốc Ả Rập Thống nhất",)),
    # The state, its assemblies, courts and ministries
    (("TW", "T.Ư"), ("trung ương",)),
    (("ĐBQH",), ("đại biểu Quốc hội",)),
    (("UBTVQH",), ("Ủy ban Thường vụ Quốc hội",)),
    (("HĐND",), ("hội đồng nhân dân",)),
    (("UBND",), ("ủy ban nhân dân",)),
    (("TAND",), ("tòa án nhân dân",)),
    (("TANDTC",), ("tòa án nhân dân tối cao",)),
    (("VKSND",), ("viện kiểm sát nhân dân",)),
    (("VKSNDTC",), ("viện kiểm sát nhân dân tối cao",)),
    (("HĐXX",), ("hội đồng xét xử",)),
    (("VPCP",), ("Văn phòng Chính phủ",)),
    (("TTCP",), ("Thanh tra Chính phủ",)),
    (("NHNN",), ("Ngân hàng Nhà nước",)),
    (("KBNN",), ("Kho bạc Nhà nước",)),
    (("UBCKNN",), ("Ủy ban Chứng khoán Nhà nước",)),
    (("GD&ĐT", "GDĐT"), ("Giáo dục và Đào tạo", "giáo dục đào tạo")),
    (("GTVT",), ("giao thông vận tải",)),
    (("KH&CN", "KHCN"), ("khoa học và công nghệ", "khoa học công nghệ")),
    (("KH&ĐT", "KHĐT"), ("Kế hoạch và Đầu tư", "kế hoạch đầu tư")),
    (("LĐ-TB&XH", "LĐTB&XH", "LĐTBXH"), ("Lao động - Thương binh và Xã hội",)),
    (("NN&MT", "NNMT"), ("Nông nghiệp và Môi trường",)),
    (("NN&PTNT", "NNPTNT"), ("Nông nghiệp và Phát triển nông thôn", "nông nghiệp phát triển nông thôn")),
    (("TN&MT", "TNMT"), ("Tài nguyên và Môi trường", "tài nguyên môi trường")),
    (("TT&TT",), ("Thông tin và Truyền thông",)),
    (("VH-TT&DL", "VHTT&DL", "VHTTDL"), ("Văn hóa, Thể thao và Du lịch",)),
    # Parties, fronts, unions
    (("MTTQ",), ("Mặt trận Tổ quốc",)),
    (("UBMTTQ",), ("Ủy ban Mặt trận Tổ quốc",)),
    (("UBKT",), ("ủy ban kiểm tra",)),
    (("BCĐ",), ("ban chỉ đạo",)),
    (("LĐLĐ",), ("liên đoàn lao động",)),
    (("TLĐLĐ",), ("Tổng liên đoàn Lao động",)),
    (("LHPN",), ("liên hiệp phụ nữ",)),
    (("TNCS",), ("thanh niên cộng sản",)),
    (("TNXP",), ("thanh niên xung phong",)),
    (("CCB",), ("cựu chiến binh",)),
    (("VCCI",), ("Liên đoàn Thương mại và Công nghiệp Việt Nam",)),
    # Police, army, safety
    (("CAND",), ("công an nhân dân",)),
    (("QĐND",), ("quân đội nhân dân",)),
    (("LLVT",), ("lực lượng vũ trang",)),
    (("CSGT",), ("cảnh sát giao thông",)),
    (("CSCĐ",), ("cảnh sát cơ động",)),
    (("CSĐT",), ("cảnh sát điều tra",)),
    (("CSHS",), ("cảnh sát hình sự",)),
    (("CSKV",), ("cảnh sát khu vực",)),
    (("QLTT",), ("quản lý thị trường",)),
    (("PCCC",), ("phòng cháy, chữa cháy", "phòng cháy và chữa cháy")),
    (("CNCH",), ("cứu nạn, cứu hộ",)),
    (("TKCN",), ("tìm kiếm cứu nạn",)),
    (("PCTT",), ("phòng, chống thiên tai",)),
    (("ATNĐ",), ("áp thấp nhiệt đới",)),
    (("KTTV",), ("khí tượng thủy văn",)),
    (("ANTT",), ("an ninh trật tự",)),
    (("TTATXH",), ("trật tự an toàn xã hội",)),
    (("TTATGT",), ("trật tự an toàn giao thông",)),
    (("ATGT",), ("an toàn giao thông",)),
    (("TNGT",), ("tai nạn giao thông",)),
    (("ATTP",), ("an toàn thực phẩm",)),
    (("VSATTP",), ("vệ sinh an toàn thực phẩm",)),
    # Papers, taxes, insurance, land
    (("BHXH",), ("bảo hiểm xã hội",)),
    (("BHYT",), ("bảo hiểm y tế",)),
    (("BHTN",), ("bảo hiểm thất nghiệp",)),
    (("CCCD",), ("căn cước công dân",)),
    (("CMND",), ("chứng minh nhân dân",)),
    (("GPLX",), ("giấy phép lái xe",)),
    (("NSNN",), ("ngân sách nhà nước",)),
    (("GTGT",), ("giá trị gia tăng",)),
    (("TNCN",), ("thu nhập cá nhân",)),
    (("TNDN",), ("thu nhập doanh nghiệp",)),
    (("TTHC",), ("thủ tục hành chính",)),
    (("CCHC",), ("cải cách hành chính",)),
    (("GPMB",), ("giải phóng mặt bằng",)),
    (("QSDĐ",), ("quyền sử dụng đất",)),
    (("BĐS",), ("bất động sản",)),
    (("KCN",), ("khu công nghiệp",)),
    (("KCX",), ("khu chế xuất",)),
    (("KĐT",), ("khu đô thị",)),
    (("KDC",), ("khu dân cư",)),
    # Companies
    (("TNHH",), ("trách nhiệm hữu hạn",)),
    (("HTX",), ("hợp tác xã",)),
    (("DNNN",), ("doanh nghiệp nhà nước",)),
    (("DNTN",), ("doanh nghiệp tư nhân",)),
    (("HĐQT",), ("hội đồng quản trị",)),
    (("ĐHĐCĐ",), ("đại hội đồng cổ đông",)),
    (("TGĐ",), ("tổng giám đốc",)),
    (("EVN",), ("Tập đoàn Điện lực Việt Nam",)),
    (("PVN",), ("Tập đoàn Dầu khí Việt Nam",)),
    (("VNPT",), ("Tập đoàn Bưu chính Viễn thông Việt Nam",)),
    # Schools, press, health, culture
    (("ĐHQG",), ("đại học quốc gia", "ĐH Quốc gia")),
    (("ĐHSP",), ("đại học sư phạm", "ĐH Sư phạm")),
    (("THPT",), ("trung học phổ thông",)),
    (("THCS",), ("trung học cơ sở",)),
    (("GDTX",), ("giáo dục thường xuyên",)),
    (("SGK",), ("sách giáo khoa",)),
    (("HSSV",), ("học sinh, sinh viên",)),
    (("CNTT",), ("công nghệ thông tin",)),
    (("PGS",), ("phó giáo sư",)),
    (("KTX",), ("ký túc xá",)),
    (("NXB",), ("nhà xuất bản",)),
    (("TTXVN",), ("Thông tấn xã Việt Nam",)),
    (("VOV",), ("Đài Tiếng nói Việt Nam",)),
    (("VTV",), ("Đài Truyền hình Việt Nam",)),
    (("KCB",), ("khám chữa bệnh", "khám bệnh, chữa bệnh")),
    (("NSND",), ("nghệ sĩ nhân dân",)),
    (("NSƯT",), ("nghệ sĩ ưu tú",)),
    # Sport
    (("TDTT",), ("thể dục thể thao",)),
    (("CLB",), ("câu lạc bộ",)),
    (("HLV",), ("huấn luyện viên",)),
    (("VĐV",), ("vận động viên",)),
    (("CĐV",), ("cổ động viên",)),
    (("HCV",), ("huy chương vàng",)),
    (("HCB",), ("huy chương bạc",)),
    (("HCĐ",), ("huy chương đồng",)),
    (("ĐKVĐ",), ("đương kim vô địch",)),
    (("VĐQG",), ("vô địch quốc gia",)),
    (("VCK",), ("vòng chung kết",)),
    (("VFF",), ("Liên đoàn Bóng đá Việt Nam",)),
    (("AFC",), ("Liên đoàn Bóng đá châu Á",)),
    (("FIFA",), ("Liên đoàn Bóng đá Thế giới",)),
    (("UEFA",), ("Liên đoàn Bóng đá châu Âu",)),
    (("IOC",), ("Ủy ban Olympic quốc tế",)),
    # The world
    (("LHQ",), ("Liên Hợp Quốc", "Liên Hiệp Quốc")),
    (("ADB",), ("Ngân hàng Phát triển châu Á",)),
    (("APEC",), ("Diễn đàn Hợp tác Kinh tế châu Á - Thái Bình Dương",)),
    (("ASEAN",), ("Hiệp hội các quốc gia Đông Nam Á",)),
    (("CIA",), ("Cục Tình báo Trung ương Mỹ",)),
    (("ECB",), ("Ngân hàng Trung ương châu Âu",)),
    (("FAO",), ("Tổ chức Lương thực và Nông nghiệp Liên Hợp Quốc",)),
    (("FBI",), ("Cục Điều tra Liên bang Mỹ",)),
    (("FDI",), ("đầu tư trực tiếp nước ngoài",)),
    (("FED",), ("Cục Dự trữ Liên bang Mỹ",)),
    (("GDP",), ("tổng sản phẩm quốc nội", "tổng sản phẩm trong nước")),
    (("IAEA",), ("Cơ quan Năng lượng Nguyên tử Quốc tế",)),
    (("ILO",), ("Tổ chức Lao động Quốc tế",)),
    (("IMF",), ("Quỹ Tiền tệ Quốc tế",)),
    (("NATO",), ("Tổ chức Hiệp ước Bắc Đại Tây Dương",)),
    (("OECD",), ("Tổ chức Hợp tác và Phát triển Kinh tế",)),
    (("OPEC",), ("Tổ chức Các nước Xuất khẩu Dầu mỏ",)),
    (("UNDP",), ("Chương trình Phát triển Liên Hợp Quốc", "Chương trình Phát triển của Liên Hợp Quốc")),
    (
        ("UNESCO",),
        (
            "Tổ chức Giáo dục, Khoa học và Văn hóa Liên Hợp Quốc",
            "Tổ chức Giáo dục, Khoa học và Văn hóa của Liên Hợp Quốc",
        ),
    ),
    (("UNHCR",), ("Cao ủy Liên Hợp Quốc về người tị nạn",)),
    (("UNICEF",), ("Quỹ Nhi đồng Liên Hợp Quốc",)),
    (("WHO",), ("Tổ chức Y tế Thế giới",)),
    (("WTO",), ("Tổ chức Thương mại Thế giới",)),
)
"""Rows of (short forms, long forms), as they are written. All forms of a row mean the same.

No form is in two rows, even if all accents are removed.
"""

CITIES: Final = (
    *("Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế", "Thủ Đức", "Biên Hòa", "Nha Trang", "Đà Lạt", "Vũng Tàu"),
    *("Bà Rịa", "Quy Nhơn", "Buôn Ma Thuột", "Pleiku", "Kon Tum", "Gia Nghĩa", "Bảo Lộc", "Cam Ranh"),
    *("Tuy Hòa", "Phan Thiết", "Phan Rang - Tháp Chàm", "Quảng Ngãi", "Tam Kỳ", "Hội An", "Đông Hà"),
    *("Đồng Hới", "Hà Tĩnh", "Vinh", "Thanh Hóa", "Sầm Sơn", "Ninh Bình", "Tam Điệp", "Nam Định", "Phủ Lý"),
    *("Thái Bình", "Hưng Yên", "Hải Dương", "Chí Linh", "Bắc Ninh", "Từ Sơn", "Bắc Giang", "Vĩnh Yên"),
    *("Phúc Yên", "Việt Trì", "Thái Nguyên", "Sông Công", "Phổ Yên", "Hạ Long", "Cẩm Phả", "Uông Bí"),
    *("Móng Cái", "Lạng Sơn", "Cao Bằng", "Bắc Kạn", "Hà Giang", "Tuyên Quang", "Lào Cai", "Yên Bái"),
    *("Lai Châu", "Điện Biên Phủ", "Sơn La", "Hòa Bình", "Tây Ninh", "Thủ Dầu Một", "Thuận An", "Dĩ An"),
    *("Bến Cát", "Tân Uyên", "Đồng Xoài", "Long Khánh", "Tân An", "Mỹ Tho", "Gò Công", "Bến Tre"),
    *("Trà Vinh", "Vĩnh Long", "Cao Lãnh", "Sa Đéc", "Hồng Ngự", "Long Xuyên", "Châu Đốc", "Rạch Giá"),
    *("Hà Tiên", "Phú Quốc", "Vị Thanh", "Ngã Bảy", "Sóc Trăng", "Bạc Liêu", "Cà Mau"),
)
"""Cities whose names newspapers write with `TP` as well as with `thành phố`.

`TP` alone is in no row, because `thành phố` is too common a word to be searched for with every `TP`.
"""


@cache
def table() -> FormTable:
    """Return the table of all rows, in which each form of a row is a key. The first call builds the table."""
    rows = [(*short, *long) for short, long in COMMON_ABBREVIATIONS]
    rows += [(f"TP {city}", f"thành phố {city}") for city in CITIES]
    forms_of_rows = [tuple(map(form_terms, row)) for row in rows]
    return FormTable(FormRule(forms, forms) for forms in forms_of_rows)


def form_terms(form: str) -> tuple[str, ...]:
    """Return the exact terms of a form of the data: `"TP.HCM" -> ("tp", "hcm")`.

    For such simple texts the result is that of `analyzers.syllables`, which takes ten times as long.
    """
    return tuple(re.findall(r"\w+", form.lower()))

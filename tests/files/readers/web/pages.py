"""Invented pages for the tests of web pages."""

from __future__ import annotations

from typing import Final

PARAGRAPHS: Final = (
    "Từ ba giờ sáng, ghe thuyền chở đầy dưa hấu, khóm và bí đỏ đã neo kín một khúc sông dài.",
    "Bà Tư Lành, người bán bún riêu trên chiếc xuồng ba lá, cho biết khách quen thường đến rất sớm.",
    "Theo ban quản lý bến, mỗi ngày có chừng hai trăm ghe lớn nhỏ neo lại để đổi nông sản.",
    "Tỉnh dự tính trồng thêm hàng bần dọc hai bờ và dựng ba nhà chờ cho du khách trước mùa nước.",
)

LEAD: Final = "Khu chợ trên sông vẫn giữ nếp họp từ lúc trời chưa sáng, dù đường bộ đã mở tới tận bến."

TITLE: Final = "Chợ nổi Cái Mơ họp từ lúc gà chưa gáy"

NEWS_PAGE: Final = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<title>{TITLE} - Đời sống - Báo Mẫu</title>
<meta property="og:title" content="{TITLE} - Báo Mẫu">
<meta property="og:site_name" content="Báo Mẫu">
<meta property="article:published_time" content="2021-11-24T22:26:00+07:00">
<meta property="article:section" content="Đời sống">
<meta name="author" content="Lâm Uyên">
<link rel="canonical" href="https://baomau.example/doi-song/cho-noi-cai-mo-1.html">
<script>var quangCao = "<p>Khuyến mãi lớn</p>";</script>
</head><body>
<nav class="menu"><ul><li><a href="/">Trang chủ</a></li>
<li><a href="/the-thao">Thể thao</a></li></ul></nav>
<div class="container"><article class="detail">
<h1 class="detail-title">{TITLE}</h1>
<div class="detail-time">Thứ Tư, 24/11/2021 22:26</div>
<h2 class="detail-sapo">{LEAD}</h2>
<div class="detail-content">
<p>{PARAGRAPHS[0]}</p>
<figure><img src="a.jpg"><figcaption>Một góc bến lúc rạng đông.</figcaption></figure>
<p>{PARAGRAPHS[1]}</p>
<div class="box-tin-lien-quan"><h3>Tin liên quan</h3>
<ul><li><a href="/2">Cháy kho gạo ở cù lao</a></li></ul></div>
<p>{PARAGRAPHS[2]}</p>
<p>{PARAGRAPHS[3]}</p>
</div>
</article>
<div class="comments" id="box-comment"><h3>Bình luận</h3>
<p>Hay quá, tôi cũng từng đi chợ này hồi nhỏ.</p></div>
<div class="doc-nhieu"><h3>Đọc nhiều</h3>
<p><a href="/3">Giá vàng lại tăng vọt trong phiên chiều</a></p></div>
</div>
<footer><p>Giấy phép số 00/GP. Bản quyền thuộc Báo Mẫu.</p></footer>
</body></html>"""
"""A page as newspapers publish it."""

TABLE_PAGE: Final = f"""<html><head><title>{TITLE}</title></head><body bgcolor=white>
<table width=760><tr><td colspan=2><font size=5>TRANG TIN LANG TOI</font></td></tr>
<tr><td width=150><a href=1.htm>Tin trong tinh</a><br><a href=2.htm>Tin ngoai tinh</a></td>
<td><font face=".VnTime"><b>{TITLE}</b>
<p>{PARAGRAPHS[0]}<p>{PARAGRAPHS[1]}<p>{PARAGRAPHS[2]}<p>{PARAGRAPHS[3]}</font></td></tr>
</table></body></html>"""
"""A page as they were written around the year 2000: tables, unclosed paragraphs, no charset."""

FONT_PAGE: Final = (
    "<h1>Ng\xad\xeai d©n ®\xadîc n\xadíc</h1><p>Ng\xad d©n ®i l\xadíi, bµ con ®îi n\xadíc vÒ.</p>"
)
"""A page in the letters of a font of TCVN3, saved as Unicode."""

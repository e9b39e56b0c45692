"""Twenty short articles that can be written in every old Vietnamese encoding.

They have only the signs of ASCII, because VISCII and VIQR have no others. An accented capital other than Ă,
Â, Đ, Ê, Ô, Ơ and Ư occurs only in words of capitals, because the .VnTime fonts have no others.
"""

from __future__ import annotations

from typing import Final

ARTICLES: Final = (
    """Chợ quê họp lại sau lũ

Sáng nay, chợ Đồng Mây ở xã Hoa Lư họp lại sau 9 ngày nghỉ lũ. Bà Trần Thị Hạnh bán rau nói: "Nước rút thì \
tôi ra ngay."
Giá cải xanh là 12.000 đồng/kg, tăng gần gấp đôi. Đường vào chợ còn bùn nhưng xe máy đã đi được.""",
    """ĐỘI NỮ VÀO CHUNG KẾT

Đội bóng đá nữ Thanh Xuân thắng 3-1 trong trận bán kết tối qua. Cầu thủ số 10 Lê Thu Hương ghi hai bàn.
Trận chung kết đá lúc 19h30 ngày 24/11/2021. Liệu đội có giữ được phong độ? Huấn luyện viên nói chưa thể \
hứa trước.""",
    """Robot giúp mổ tim

Bệnh viện Hoàn Mỹ vừa mổ tim bằng robot cho một cụ bà 78 tuổi. Ca mổ kéo dài 4 giờ, mất rất ít máu.
Bác sĩ Nguyễn Văn Khoa cho biết: "Bệnh nhân đã tự thở." Viện phí khoảng 95 triệu đồng, BHYT trả một nửa.""",
    """Giá xăng giảm lần thứ ba

Từ 15h hôm qua, mỗi lít xăng RON 95 giảm 420 đồng. Đây là lần giảm thứ ba trong tháng.
Nhiều hãng vận tải nói sẽ giảm giá cước từ tuần sau. Tài xế Phạm Đức Long ở quận Tân Phú mừng: "Mỗi ngày \
tôi bớt được 30.000 đồng!\"""",
    """Lớp học trên đồi chè

Mỗi tối thứ năm, cô giáo Hoàng Thị Mỵ dạy chữ cho 17 phụ nữ trong bản. Lớp học không có điện lưới, chỉ có \
2 ngọn đèn pin.
Học viên lớn tuổi nhất là bà Vàng Thị Say, 63 tuổi. Bà kể rằng trước đây bà không đọc nổi tên con.""",
    """THỊ TRƯỜNG ĐẤT NỀN TRẦM LẮNG

Theo Hội Môi giới, lượng giao dịch đất nền quý 3/2022 giảm 60% so với quý trước. Ngân hàng siết tín dụng \
khiến người mua e ngại.
Liệu giá đất có giảm sâu? Chuyên gia Đỗ Quang Huy trả lời: "Chưa, vì chủ đất chưa vội bán." Giá thuê nhà \
vẫn ổn định.""",
    """Tìm thấy loài ếch lạ

Nhóm nghiên cứu của ĐHQG vừa tìm thấy một loài ếch lạ ở độ cao 1.450 m. Con vật dài 3 cm, da màu xanh rêu, \
có đốm vàng.
Tiến sĩ Bùi Anh Tuấn nói loài này chỉ kêu vào lúc trời mưa. Mẫu vật được lưu giữ ở Viện Sinh thái.""",
    """Nghệ nhân cuối cùng của làng giấy

Ông Ngô Bá Đạt năm nay 81 tuổi, vẫn seo giấy dó mỗi sáng. Làng xưa có hơn 200 nhà làm nghề, giờ chỉ còn \
nhà ông.
"Tôi bỏ nghề thì ai giữ?", ông hỏi. Tuần trước, một công ty ở Kyoto đặt mua 5.000 tờ giấy của ông.""",
    """Bão số 6 đổi hướng

Bão số 6 đã đổi hướng, đi lên phía bắc với sức gió cấp 9, giật cấp 11. Đài khí tượng dự báo mưa 150-200 mm \
ở vùng núi.
UBND các huyện ven biển gọi 312 tàu vào bờ. Người dân được nhắc chằng chống nhà cửa trước 18h.""",
    """Quán phở mở cửa lúc nửa đêm

Quán phở của chị Đinh Thúy Nga ở phố Hàng Lược mở cửa từ 0h đến 5h. Khách là tài xế, công nhân vệ sinh và \
y tá trực đêm.
Mỗi bát giá 35.000 đồng, thêm quẩy là 5.000. Vì sao chị không bán ban ngày? "Ban ngày tôi trông cháu", chị \
cười.""",
    """HỌC SINH VÙNG CAO ĐƯỢC TẶNG XE ĐẠP

Quỹ Khuyến học vừa tặng 140 xe đạp cho học sinh của ba xã vùng cao. Em Giàng A Sử, lớp 7A, đi bộ 6 km đến \
trường mỗi ngày.
Em nói: "Em sẽ không đến muộn nữa ạ." Quỹ sẽ tặng thêm mũ bảo hiểm trong tháng 10.""",
    """Tòa xử vụ lừa bán vé ca nhạc

Sáng 8/6, TAND thành phố mở phiên tòa xử bị cáo Vũ Quốc Trường, 34 tuổi. Theo cáo trạng, bị cáo lập \
website bán vé giả của một live show.
Có 216 người mất tổng cộng 1,3 tỷ đồng. Luật sư của bị cáo đề nghị giảm nhẹ hình phạt.""",
    """Cầu treo mới nối hai bờ sông

Cầu treo Nậm Khế dài 168 m, rộng 2,5 m, đã thông xe chiều qua. Trước kia người dân phải qua sông bằng bè tre.
Chủ tịch xã Lò Văn Pành nói rằng mùa lũ năm ngoái có hai bè bị lật. Xe máy được đi, còn ô tô thì không.""",
    """Dịch vụ giao hàng bằng xe điện

Công ty Gió Xanh đưa 500 xe điện vào dịch vụ giao hàng ở TP.HCM. Mỗi lần sạc đầy, xe chạy được 90 km.
Anh Huỳnh Tấn Lộc, một shipper, nhẩm tính: "Tôi đỡ 1,2 triệu tiền xăng mỗi tháng." Công ty hứa lắp thêm 40 \
trạm sạc.""",
    """Phim về biển thắng giải

Phim "Muối trắng" của đạo diễn Trịnh Mai Chi vừa thắng giải nhất ở Busan. Phim kể về ba chị em làm muối ở \
Ninh Hải.
Đạo diễn nói cô viết kịch bản trong 4 năm, sửa 11 lần. Phim sẽ ra rạp ngày 2/9, dài 104 phút.""",
    """Nông dân trồng dưa lưới trong nhà kính

Anh Cao Hữu Phước bỏ nghề kế toán để về quê trồng dưa lưới. Vườn của anh rộng 2.000 m2, mỗi năm thu 4 vụ.
"Năm đầu tôi lỗ 80 triệu, tưởng phải bỏ", anh nhớ lại. Giờ anh lãi hơn 300 triệu mỗi năm và dạy nghề cho \
12 hộ.""",
    """THÔNG BÁO TẠM NGỪNG CẤP NƯỚC

Nhà máy nước Tân Hiệp sẽ tạm ngừng cấp nước từ 22h ngày 3/12 đến 4h ngày 4/12. Lý do là thay đường ống \
D600 bị rò.
Các phường 1, 2 và 7 của quận Bình Thạnh sẽ mất nước. Cần hỗ trợ, xin gọi số 1900 1234.""",
    """Học sinh chế máy lọc nước từ vỏ trấu

Hai nữ sinh Đào Khánh Vy và Lương Bảo Trâm chế một máy lọc nước từ vỏ trấu. Máy nặng 8 kg, giá chỉ 450.000 \
đồng.
Kết quả thử nghiệm cho thấy lượng asen giảm 92%. Thầy hướng dẫn cho rằng "ý tưởng giản dị mà hữu ích".""",
    """Sân bay nhỏ đón chuyến bay đầu tiên

Chuyến bay QH1523 chở 148 khách hạ cánh lúc 9h05 sáng nay. Đây là chuyến bay thương mại đầu tiên của sân \
bay Phù Vân.
Đường băng dài 2.400 m, đón được máy bay Airbus A320. Vé rẻ nhất là 690.000 đồng, chưa kể thuế và phí.""",
    """Thư viện nhỏ trong hẻm

Trong con hẻm nhỏ ở quận 4, ông Tư Hòa mở một thư viện miễn phí. Tủ sách có 3.700 cuốn, phần lớn do bạn \
đọc gửi tặng.
Trẻ em thích nhất là truyện tranh, còn người lớn hay mượn sách dạy nấu ăn. "Sách mà nằm yên thì buồn lắm", \
ông nói.""",
)
"""Title, an empty line, and two paragraphs each."""

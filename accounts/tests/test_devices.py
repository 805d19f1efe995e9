"""Devices, as people call them."""

import pytest
from django.utils import translation

from accounts.devices import BROWSERS, MAX_DEVICE_LENGTH, SYSTEMS, device_in, in_words

KAKAO = "Mozilla/5.0 (iPhone) Version/15.4 Mobile Safari/604.1 KAKAOTALK 10.1"
NAVER = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36 NAVER(inapp; search; 1)"


@pytest.mark.parametrize(
    ("user_agent", "korean", "english"),
    [
        (
            "Mozilla/5.0 (Linux; Android 9) Chrome/67.0 Mobile Safari/537.36",
            "안드로이드 크롬",
            "Android Chrome",
        ),
        (KAKAO, "아이폰 카카오톡", "iPhone KakaoTalk"),
        (NAVER, "안드로이드 네이버 앱", "Android Naver app"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0",
            "윈도우 엣지",
            "Windows Edge",
        ),
        ("Mozilla/5.0 (Macintosh; Mac OS X 10_15_7) Safari/605.1.15", "맥 사파리", "Mac Safari"),
        ("w3m/0.5.3", "w3m", "w3m"),
        ("", "알 수 없는 기기", "Unknown device"),
        ("<b>Chrom</b>", "알 수 없는 기기", "Unknown device"),
    ],
)
def test_devices_are_named_as_people_know_them(user_agent, korean, english):
    device = device_in(user_agent)
    with translation.override("ko"):
        assert in_words(device) == korean
    with translation.override("en"):
        assert in_words(device) == english


def test_every_name_of_a_device_fits():
    longest = [max(len(name) for _word, name in names) for names in (BROWSERS, SYSTEMS)]
    assert sum(longest) + len(" · ") <= MAX_DEVICE_LENGTH

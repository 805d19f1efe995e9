"""Names of devices, from what browsers say of themselves.

A device is stored as "Chrome · Android", which is the same in every language, and shown in words.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MAX_DEVICE_LENGTH = 60
SEPARATOR = " · "
BROWSERS = [  # the first that is named counts: each also names those after it
    ("KAKAOTALK", "KakaoTalk"),
    ("NAVER(inapp", "Naver"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Whale", "Whale"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("w3m", "w3m"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
]
WORDS = {
    "KakaoTalk": gettext_noop("카카오톡"),
    "Naver": gettext_noop("네이버 앱"),
    "Samsung Internet": gettext_noop("삼성 인터넷"),
    "Whale": gettext_noop("웨일"),
    "Edge": gettext_noop("엣지"),
    "Opera": gettext_noop("오페라"),
    "Firefox": gettext_noop("파이어폭스"),
    "Chrome": gettext_noop("크롬"),
    "Safari": gettext_noop("사파리"),
    "Android": gettext_noop("안드로이드"),
    "iPhone": gettext_noop("아이폰"),
    "iPad": gettext_noop("아이패드"),
    "Windows": gettext_noop("윈도우"),
    "Mac": gettext_noop("맥"),
    "Chromebook": gettext_noop("크롬북"),
    "Linux": gettext_noop("리눅스"),
}


def device_in(user_agent):
    """Return "Chrome · Android" of a User-Agent header; "" if it names nothing we know."""
    named = [first_named(names, user_agent) for names in (BROWSERS, SYSTEMS)]
    return SEPARATOR.join(filter(None, named))


def in_words(device):
    """Return a stored device as it is called: "안드로이드 크롬", or that it is unknown."""
    names = reversed(device.split(SEPARATOR))
    words = " ".join(_(WORDS.get(name, name)) for name in names if name)
    return words or _("알 수 없는 기기")


def first_named(names, user_agent):
    return next((name for word, name in names if word in user_agent), None)

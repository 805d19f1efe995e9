"""Names of devices, from what browsers say of themselves."""

from django.utils.translation import gettext as _

BROWSERS = [  # the first that is named counts: each also names those after it
    ("KAKAOTALK", "KakaoTalk"),
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


def device_name(user_agent):
    """Return "Chrome · Android" of a User-Agent header, or that the device is unknown."""
    named = [first_named(names, user_agent) for names in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, named)) or _("알 수 없는 기기")


def first_named(names, user_agent):
    return next((name for word, name in names if word in user_agent), None)

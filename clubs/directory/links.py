"""The addresses outside that a club shows on its page."""

from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

MAX_LINKS = 5  # of one club
MAX_LINK_LENGTH = 250

NAMES_BY_HOST = {
    "instagram.com": _("인스타그램"),
    "open.kakao.com": _("카카오톡 오픈채팅"),
    "pf.kakao.com": _("카카오톡 채널"),
    "youtube.com": _("유튜브"),
    "github.com": "GitHub",
    "discord.gg": "Discord",
    "notion.site": "Notion",
    "blog.naver.com": _("네이버 블로그"),
    "cafe.naver.com": _("네이버 카페"),
}


class Link(NamedTuple):
    """A link as it is shown: always with the host it leads to, in ASCII letters."""

    url: str
    host: str

    @property
    def name(self):
        """What students call the place, or its host."""
        own = self.host.removeprefix("www.")
        return NAMES_BY_HOST.get(own) or NAMES_BY_HOST.get(own.partition(".")[2]) or own

    @property
    def address(self):
        """The host and the path, without what would make them long."""
        return self.host.removeprefix("www.") + urlsplit(self.url).path.rstrip("/")


def as_link(typed):
    """Return the Link that somebody has typed, with or without its https://.

    A host with letters of other scripts is turned into ASCII, so that none can pass for another.
    Raises ValidationError for whatever is no https address of a public host.
    """
    typed = typed.strip()
    url = typed if "://" in typed else f"https://{typed}"
    if not url.lower().startswith("https://"):
        raise ValidationError(_("https://로 시작하는 주소만 쓸 수 있어요."))
    if len(url) > MAX_LINK_LENGTH:
        raise ValidationError(_("주소가 너무 길어요. 250자까지 쓸 수 있어요."))
    unreadable = ValidationError(_("주소를 다시 확인해 주세요: %(url)s"), params={"url": typed})
    try:
        URLValidator(["https"])(url)
        parts = urlsplit(url)
        host = parts.hostname.rstrip(".").encode("idna").decode()
    except (ValidationError, ValueError):
        raise unreadable from None
    is_bare = parts.netloc.lower() == parts.hostname  # without a name, a password or a port
    is_address = host.rpartition(".")[2].isdigit()
    if not is_bare or is_address or "." not in host or "\\" in url or not url.isprintable():
        raise unreadable
    return Link(urlunsplit(("https", host, *parts[2:])), host)


def as_links(typed):
    """Return the Links of a text with one a line, each once. Raises ValidationError as `as_link` does."""
    links = [as_link(line) for line in typed.splitlines() if line.strip()]
    links = list(dict.fromkeys(links))
    if len(links) > MAX_LINKS:
        raise ValidationError(_("링크는 다섯 개까지 쓸 수 있어요."))
    return links

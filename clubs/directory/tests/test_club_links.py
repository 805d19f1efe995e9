"""The addresses outside that a club may show."""

import pytest
from django.core.exceptions import ValidationError

from clubs.directory.links import MAX_LINKS, as_link, as_links


@pytest.mark.parametrize(
    ("typed", "url", "name", "address"),
    [
        (
            "https://www.instagram.com/film.log/",
            "https://www.instagram.com/film.log/",
            "인스타그램",
            "instagram.com/film.log",
        ),
        (
            "instagram.com/film.log",
            "https://instagram.com/film.log",
            "인스타그램",
            "instagram.com/film.log",
        ),
        (
            "  HTTPS://Open.Kakao.com/o/gAbC12  ",
            "https://open.kakao.com/o/gAbC12",
            "카카오톡 오픈채팅",
            "open.kakao.com/o/gAbC12",
        ),
        (
            "https://filmlog.notion.site/a1?pvs=4#top",
            "https://filmlog.notion.site/a1?pvs=4#top",
            "Notion",
            "filmlog.notion.site/a1",
        ),
        ("filmlog.kr", "https://filmlog.kr", "filmlog.kr", "filmlog.kr"),
        (
            "https://한글.kr/소개",
            "https://xn--bj0bj06e.kr/소개",
            "xn--bj0bj06e.kr",
            "xn--bj0bj06e.kr/소개",
        ),
        (
            "https://instagrаm.com/film",  # the second a is a Cyrillic letter
            "https://xn--instagrm-76g.com/film",
            "xn--instagrm-76g.com",
            "xn--instagrm-76g.com/film",
        ),
        (
            "https://instagram.com.evil.kr/",
            "https://instagram.com.evil.kr/",
            "instagram.com.evil.kr",
            "instagram.com.evil.kr",
        ),
    ],
)
def test_a_link_is_shown_with_the_host_it_leads_to(typed, url, name, address):
    link = as_link(typed)
    assert (link.url, link.name, link.address) == (url, name, address)


@pytest.mark.parametrize(
    "typed",
    [
        "http://filmlog.kr",
        "ftp://filmlog.kr",
        "javascript://filmlog.kr/%0aalert(1)",
        "javascript:alert(1)",
        "data:text/html,hi",
        "//filmlog.kr",
        "https://",
        "https://filmlog",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://instagram.com@evil.kr/",
        "https://a:b@evil.kr/",
        "https://filmlog.kr:8443/",
        "https://filmlog.kr\\@evil.kr/",
        "https://film log.kr/",
        "https://filmlog.kr/ 인스타",
        "https://filmlog.kr/\x00",
        "https://filmlog.kr/\u202egnp.exe",
        "인스타는 @film.log",
        "film@saebom.ac.kr",
        f"https://filmlog.kr/{'a' * 250}",
    ],
)
def test_what_is_no_https_address_of_a_public_host_is_refused(typed):
    with pytest.raises(ValidationError):
        as_link(typed)


def test_links_stand_one_a_line_each_once():
    links = as_links("a.kr\n\n  https://a.kr \nb.kr\n")
    assert [link.url for link in links] == ["https://a.kr", "https://b.kr"]


def test_a_club_has_a_handful_of_links():
    hosts = [f"a{n}.kr" for n in range(MAX_LINKS + 1)]
    assert len(as_links("\n".join(hosts[:-1]))) == MAX_LINKS
    with pytest.raises(ValidationError, match="다섯 개까지"):
        as_links("\n".join(hosts))

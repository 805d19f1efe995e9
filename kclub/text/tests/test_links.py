import pytest

from kclub.text import chat, markdown
from tests.growth import grows_evenly


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("https://a.kr에서 봐요", "https://a.kr", "에서"),
        ("https://a.kr/b, 그리고", "https://a.kr/b", ","),
        ("(https://a.kr/b).", "https://a.kr/b", ")."),
        ("지도https://a.kr/b_(c)", "https://a.kr/b_(c)", ""),
        ("HTTP://A.KR:8000/?a=1#b!", "HTTP://A.KR:8000/?a=1#b", "!"),
        ("https://a.kr/a_b_c_d", "https://a.kr/a_b_c_d", ""),
        ("https://naver.me/xyz에서", "https://naver.me/xyz", "에서"),
        ("https://a.kr/b（설명）", "https://a.kr/b", "（설명）"),
        ("https://a.kr/b(설명)", "https://a.kr/b", "(설명)"),
        ("https://a.kr/c”", "https://a.kr/c", "”"),
        ("https://a.kr/d👍", "https://a.kr/d", "👍"),
        ("https://a.kr/에서 봐요", "https://a.kr/", "에서"),
        ("https://a.kr/b~", "https://a.kr/b", "~"),
    ],
)
@pytest.mark.parametrize("render", [chat.render, markdown.render])
def test_an_address_begins_and_ends_alike_on_boards_and_in_chat(render, text, address, after):
    html = render(text)
    assert f'href="{address}"' in html
    assert f">{address}</a>{after}" in html


@pytest.mark.parametrize(
    ("text", "shown", "after"),
    [
        ("naver.me/xyz로", "naver.me/xyz", "로"),
        ("www.a.kr에서", "www.a.kr", "에서"),
        ("신청:forms.gle/AbC1, 꼭", "forms.gle/AbC1", ","),
        ("(open.kakao.com/o/abc).", "open.kakao.com/o/abc", ")."),
        ("youtu.be/_a_b_ 봐요", "youtu.be/_a_b_", " 봐요"),
        ("my-club.io?", "my-club.io", "?"),
    ],
)
@pytest.mark.parametrize("render", [chat.render, markdown.render])
def test_a_domain_without_its_scheme_is_an_address_too(render, text, shown, after):
    html = render(text)
    assert f'href="https://{shown}"' in html
    assert f">{shown}</a>{after}" in html


@pytest.mark.parametrize(
    "path",
    [
        "/clubs/필름로그/",
        "/clubs/k사진/",
        "/clubs/필름-2/board/3/",
        "/rooms/별-보는-밤/?after=3#m4",
        "/clubs/필름로그",
    ],
)
@pytest.mark.parametrize("after", ["", " 봐요", "), 그리고"])
def test_our_own_addresses_stay_whole(path, after):
    url = f"https://kclub.example{path}"
    assert f'href="{url}"' in chat.render(url + after)
    assert f">{url}</a>" in markdown.render(url + after)


def test_a_particle_after_our_own_address_is_apart():
    assert ">https://kclub.example/clubs/필름로그/</a>에서" in chat.render(
        "https://kclub.example/clubs/필름로그/에서 봐요"
    )


@pytest.mark.parametrize(
    "text",
    [
        *["README.md", "main.py", "logo.ai", "script.sh", "Chrome.app", "ASP.NET", "naver.com.txt"],
        *["3.kr", "3.14예요", "12.5.me", "kim@naver.com", "ftp://a.kr", "https://", "co.kr_backup"],
    ],
)
@pytest.mark.parametrize("render", [chat.render, markdown.render])
def test_file_names_numbers_and_mail_addresses_are_no_addresses(render, text):
    assert "<a " not in render(text)


def test_an_address_within_markdown_leaves_the_markup_around_it_alone():
    assert "<strong><a " in markdown.render("**https://a.kr/b**")
    assert markdown.render("[글](https://a.kr/b)").count("<a ") == 1
    assert markdown.render("[보기 https://a.kr/b](/c)").count("<a ") == 1
    assert "<a " not in markdown.render("`https://a.kr`")


@pytest.mark.parametrize(
    "text",
    [
        *[
            ":" * 4000,
            "https://" * 500,
            "http:" * 800,
            "https://a.kr " * 300,
            "a." * 2000,
            "a-" * 2000,
        ],
        *[
            "naver.me " * 1200,
            "0" * 4000,
            ("https://a.kr/" + "가" * 2000) * 2,
            ("https://a.kr/a" + "가a" * 1000) * 2,
        ],
    ],
)
@pytest.mark.parametrize("render", [chat.render, markdown.render])
def test_no_text_takes_long_to_link(render, text):
    assert grows_evenly(render, text)

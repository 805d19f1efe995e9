import pytest

from kclub.text.chat import find_mentions, is_long, render
from tests.growth import grows_evenly

PEOPLE = {"김민재": "k1", "김민": "k2", "Amara Okeke": "a3", "amy": "a4"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@김민재 안녕", ["김민재"]),
        ("@김민재가 온대요", ["김민재"]),
        ("@김민 @김민재", ["김민", "김민재"]),
        ("안녕@김민재", ["김민재"]),
        ("@amara okeke, hi", ["amara okeke"]),
        ("(@Amy)", ["Amy"]),
        ("@Amys", []),
        ("mail@김민재", []),
        ("a.b@amy", []),
        ("@@amy", []),
        ("`@김민재`", []),
        ("```\n@김민재\n```", []),
        ("https://a.kr/@김민재", []),
        ("@모르는사람", []),
    ],
)
def test_an_at_calls_who_has_the_longest_name_that_fits(text, names):
    assert list(find_mentions(text, PEOPLE)) == names


def test_a_called_name_leads_to_its_person():
    assert find_mentions("@Amara Okeke @김민재", PEOPLE) == {"Amara Okeke": "a3", "김민재": "k1"}


def test_nobody_calls_a_whole_crowd():
    crowd = {f"n{n}": str(n) for n in range(100, 200)}
    assert len(find_mentions(" ".join(f"@{name}" for name in crowd), crowd)) == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a `b` c", "a <code>b</code> c"),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("```\n<b>\n  x\n```\n끝", '<pre tabindex="0"><code>&lt;b&gt;\n  x</code></pre>끝'),
        ("```python\nx = 1```", '<pre tabindex="0"><code>x = 1</code></pre>'),
        ("```python```", '<pre tabindex="0"><code>python</code></pre>'),
        ("``` 열기만", "``` 열기만"),
        ("it`s\nit`s", "it`s\nit`s"),
        ("`https://a.kr`", "<code>https://a.kr</code>"),
        ("`@김민재`", "<code>@김민재</code>"),
    ],
)
def test_code_is_shown_as_it_is(text, said):
    assert render(text, PEOPLE) == said


def test_a_called_name_is_marked_for_whom_it_means():
    assert render("@김민재, @없는이", {"김민재": "k1"}) == (
        '<a class="call" data-by="k1" href="/people/k1/">@김민재</a>, @없는이'
    )


def test_a_name_is_never_markup():
    name = '<img src=x onerror="1">'
    said = render(f"@{name} 안녕", {name: "k1"})
    assert "<img" not in said
    assert '<a class="call" data-by="k1" href="/people/k1/">@&lt;img src=x' in said


def test_an_address_keeps_what_follows_it_apart():
    assert render("(https://a.kr/b).").endswith("</a>).")


def test_long_means_many_letters_or_many_lines():
    assert [is_long("가" * 100), is_long("가" * 701), is_long("가\n" * 14)] == [False, True, True]


@pytest.mark.parametrize(
    "text", ["`" * 4000, "```a" * 1000, "@" * 4000, "https://" * 500, "@김" * 2000]
)
def test_no_text_takes_long_to_show(text):
    assert grows_evenly(lambda text: find_mentions(text, PEOPLE), text)
    assert grows_evenly(lambda text: render(text, PEOPLE), text)


def test_an_address_that_ends_in_a_thousand_brackets_is_cut_at_once():
    cut = render("https://a.kr/(b))" + ")" * 1000)
    assert cut.startswith('<a href="https://a.kr/(b)"')
    assert grows_evenly(lambda brackets: render("https://a.kr/(b" + brackets), ")" * 50_000)

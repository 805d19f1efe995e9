import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from kclub.components.pictures import short_name
from kclub.components.times import ago, clock, day
from kclub.tests.pages import SampleForm

STATIC = Path(settings.BASE_DIR) / "static"


def draw(source, **context):
    return Template("{% load kclub %}" + source).render(Context(context))


def words(html):
    return re.sub(r"<[^>]+>", "", html)


# Moments: it is Friday, 20 November 2026, 15:30 in Seoul


@pytest.fixture
def friday_afternoon():
    with time_machine.travel(datetime(2026, 11, 20, 6, 30, tzinfo=UTC), tick=False):
        yield


@pytest.mark.usefixtures("friday_afternoon")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 20, 6, 29, 30, tzinfo=UTC), "방금"),
        (datetime(2026, 11, 20, 6, 18, tzinfo=UTC), "12분 전"),
        (datetime(2026, 11, 20, 4, 30, tzinfo=UTC), "2시간 전"),
        (datetime(2026, 11, 19, 14, 59, tzinfo=UTC), "어제"),
        (datetime(2026, 11, 18, 6, 0, tzinfo=UTC), "이틀 전"),
        (datetime(2026, 11, 3, 6, 0, tzinfo=UTC), "11월 3일"),
        (datetime(2025, 12, 31, 14, 0, tzinfo=UTC), "2025년 12월 31일"),
        (datetime(2026, 12, 1, 6, 0, tzinfo=UTC), "12월 1일"),
    ],
)
def test_moments_are_told_as_people_do(moment, said):
    assert words(ago(moment)) == said


@pytest.mark.usefixtures("friday_afternoon")
def test_the_exact_moment_stays_in_the_element():
    html = ago(datetime(2026, 11, 20, 6, 18, tzinfo=UTC))
    assert html.startswith('<time datetime="2026-11-20T06:18:00+00:00" title="2026년 11월 20일')


@pytest.mark.usefixtures("friday_afternoon")
def test_clocks_and_days_are_those_of_seoul():
    moment = datetime(2026, 11, 19, 15, 41, tzinfo=UTC)
    assert words(clock(moment)) == "오전 12:41"
    assert words(day(moment)) == "11월 20일 금요일"
    assert day(date(2027, 3, 2)) == '<time datetime="2027-03-02">2027년 3월 2일 화요일</time>'


# Names and pictures


@pytest.mark.parametrize(
    ("name", "short"),
    [("이서연", "서연"), ("서연", "서연"), ("민", "민"), ("Seoyeon Lee", "SL"), ("Tomás Novák", "TN"), ("seo", "se"),
     ("이 서연", "서연"), ("🎸김 록커", "록커")],
)  # fmt: skip
def test_a_circle_holds_the_end_of_a_name(name, short):
    assert short_name(name) == short


def test_icons_come_from_the_sprite_and_are_silent():
    html = draw('{% icon "bell" "on" %}')
    assert 'class="i on"' in html
    assert 'aria-hidden="true"' in html
    assert '<symbol id="bell"' in (STATIC / "icons.svg").read_text()


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (STATIC / "icons.svg").read_text()
    drawn = {
        name
        for page in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
        for name in re.findall(r"{% icon ['\"]([\w-]+)", page.read_text())
    }
    assert drawn
    assert not {name for name in drawn if f'<symbol id="{name}"' not in sprite}


# Forms


def test_a_field_has_label_hint_input_and_error_in_this_order():
    html = draw("{% field form.title %}", form=SampleForm({"title": "가" * 21}))
    parts = [
        '<label for="id_title">제목</label>',
        'id="id_title_hint"',
        "<input",
        'id="id_title_error"',
    ]
    assert sorted(parts, key=html.index) == parts
    assert 'aria-describedby="id_title_error id_title_hint"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="input"' in html
    assert f'value="{"가" * 21}"' in html


def test_a_good_field_is_not_called_wrong():
    html = draw("{% field form.body %}", form=SampleForm({"body": "글"}))
    assert "aria-invalid" not in html
    assert "(선택)" in html


def test_choices_are_a_group_with_a_name():
    html = draw("{% field form.join %}", form=SampleForm({"title": "가"}))
    assert '<fieldset class="field" id="id_join" aria-describedby="id_join_error">' in html
    assert "<legend>가입 방식</legend>" in html
    assert html.count('<label class="check">') == 2


def test_a_card_says_what_a_choice_leads_to():
    html = draw('{% field form.join "pick" %}', form=SampleForm())
    assert "<b>누구나</b>" in html
    assert '<span class="muted small">바로 부원이 돼요.</span>' in html


def test_behind_a_chip_is_a_box_that_is_heard():
    html = draw('{% field form.days "chip" %}', form=SampleForm({"days": ["m"]}))
    assert 'class="vh"' in html
    assert '<label class="chip" for="id_days_0">월</label>' in html
    assert html.count("checked") == 1


def test_a_password_is_not_sent_back():
    assert "geheim" not in draw("{% field form.secret %}", form=SampleForm({"secret": "geheim"}))


def test_the_summary_counts_and_leads_to_each_field():
    sent = {"title": "가" * 21, "kind": "a", "join": "open", "days": ["m"]}
    html = draw("{% errors form %}", form=SampleForm(sent))
    assert "두 곳만 고치면 돼요" in html
    assert re.findall(r'href="#(\w+)"', html) == ["id_title", "id_agreed"]
    assert 'role="alert" id="errors" tabindex="-1"' in html


def test_what_is_wrong_with_no_field_in_particular_is_said_plainly():
    form = SampleForm({"title": "가", "kind": "a", "join": "open", "days": ["m"], "agreed": "on"})
    form.add_error(None, "모집이 끝났어요.")
    html = draw("{% errors form %}", form=form)
    assert "모집이 끝났어요." in html
    assert "고치면" not in html


def test_all_being_well_there_is_no_summary():
    assert draw("{% errors form %}", form=SampleForm()).strip() == ""


# Pages


def turn(pages, number, **query):
    """The pager of `number` among so many `pages`."""
    context = {"page": Paginator(range(pages), 1).page(number)}
    request = RequestFactory().get("/", query)
    return Template("{% load kclub %}{% pager page %}").render(RequestContext(request, context))


@pytest.mark.usefixtures("pages")
def test_turning_pages_keeps_what_was_searched():
    html = turn(20, 2, q="필름", page=2)
    assert 'href="?q=%ED%95%84%EB%A6%84&amp;page=3" rel="next"' in html
    assert re.findall(r'aria-current="page">(\d+)', html) == ["2"]


@pytest.mark.usefixtures("pages")
def test_one_page_needs_no_pager():
    assert turn(1, 1).strip() == ""


# Files that are served as written


def test_the_vendored_htmx_is_what_its_page_says():
    readme = (STATIC / "vendor/README.md").read_text()
    version, parts = re.search(r"is htmx ([\d.]+) with its extensions (.+), in", readme).groups()
    code = (STATIC / "vendor/htmx.js").read_text()
    assert f'version="{version}"' in code
    assert set(re.findall(r'registerExtension\("(\w+)"', code)) == {
        part.removeprefix("hx-") for part in parts.split(" and ")
    }
    assert f"npm pack htmx.org@{version}" in readme
    assert code.splitlines()[0].startswith(f"/* htmx {version} ")


def test_the_summary_names_each_field_and_what_to_do_in_our_tone():
    html = draw(
        "{% errors form %}",
        form=SampleForm({"kind": "a", "join": "open", "days": ["m"], "agreed": "on"}),
    )
    assert ">제목: 여기를 채워 주세요.</a>" in html

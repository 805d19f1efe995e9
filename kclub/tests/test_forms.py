"""Fields and the summary of their errors."""

import re

from django.template import Context, Template

from kclub.tests.urls import SampleForm


def draw(source, **context):
    return Template("{% load kclub %}" + source).render(Context(context))


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


def test_the_summary_names_each_field_and_what_to_do_in_our_tone():
    html = draw(
        "{% errors form %}",
        form=SampleForm({"kind": "a", "join": "open", "days": ["m"], "agreed": "on"}),
    )
    assert ">제목: 여기를 채워 주세요.</a>" in html

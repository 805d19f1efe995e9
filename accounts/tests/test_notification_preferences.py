"""The page on which one chooses how to hear of what happens."""

import pytest

from accounts import notification_kinds as kinds
from accounts import unsubscribing
from accounts.models import NotificationPreference, User
from accounts.notification_kinds import Group, Way
from tests.factories import make_club, make_user

pytestmark = pytest.mark.django_db
PAGE = "/me/notifications/"


@pytest.fixture
def me():
    return make_user()


@pytest.fixture
def mine(client, me):
    client.force_login(me)
    return client


def usual(page, **changes):
    """Return what the form on the page sends when nothing is changed, with `changes`."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: "on" if value is True else value for name, value in values.items()}
    hidden = [form[name] for name, field in form.fields.items() if field.show_hidden_initial]
    values |= {bound.html_initial_name: bound.initial for bound in hidden}
    return {name: value for name, value in (values | changes).items() if value}


def test_saving_what_is_usual_stores_nothing(mine, me):
    assert mine.post(PAGE, usual(mine.get(PAGE))).status_code == 303
    assert not me.notification_preferences.exists()


def test_a_way_for_a_group_counts_from_then_on_and_can_be_taken_back(mine, me):
    mine.post(PAGE, usual(mine.get(PAGE), **{f"way-{Group.LIKES}": Way.DAILY}))
    assert me.notify(kinds.LIKE, "/", by="박봄이").mail_due_at
    page = mine.get(PAGE)
    assert page.context["form"][f"way-{Group.LIKES}"].value() == Way.DAILY
    mine.post(PAGE, usual(page, **{f"way-{Group.LIKES}": "usual"}))
    assert not me.notification_preferences.exists()


def test_a_club_one_belongs_to_or_follows_can_be_quieter(mine, me):
    mine_club, followed, strange = (make_club(name) for name in ("필름로그", "산울림", "모르는"))
    mine_club.admit(me)
    followed.follow(me)
    page = mine.get(PAGE)
    assert "산울림" in page.text
    assert "모르는" not in page.text
    changes = {f"way-{club.subject_key}": Way.NEVER for club in (mine_club, strange)}
    mine.post(PAGE, usual(page, **changes))
    assert NotificationPreference.objects.get().place == mine_club.subject_key
    assert me.notify(kinds.NOTICE, "/", about=mine_club, club="필름로그").mail_due_at is None
    assert me.notify(kinds.NOTICE, "/", about=followed, club="산울림").mail_due_at


def test_quiet_hours_and_news_are_kept(mine, me):
    mine.post(PAGE, usual(mine.get(PAGE), quiet_from=1, quiet_until=7, wants_news="on"))
    me.refresh_from_db()
    assert (me.quiet_from, me.quiet_until, me.wants_news) == (1, 7, True)
    mine.post(PAGE, usual(mine.get(PAGE), wants_news=""))
    me.refresh_from_db()
    assert not me.wants_news


@pytest.mark.parametrize("wrong", [{"quiet_from": 24}, {f"way-{Group.TALK}": "often"}])
def test_what_cannot_be_chosen_is_refused_and_nothing_changes(mine, me, wrong):
    answer = mine.post(PAGE, usual(mine.get(PAGE), **{f"way-{Group.NEWS}": Way.NEVER} | wrong))
    assert answer.status_code == 422
    assert not me.notification_preferences.exists()


def test_the_consent_of_the_sign_up_can_be_withdrawn_and_given_again(mine, me):
    mine.post(PAGE, usual(mine.get(PAGE), wants_news="on"))
    assert me_again(me).notify(kinds.NEW_POST, "/", club="필름로그").mail_due_at
    mine.post(PAGE, usual(mine.get(PAGE), wants_news=""))
    assert me_again(me).notify(kinds.NEW_POST, "/", club="필름로그").mail_due_at is None


def test_choosing_mails_of_news_consents_and_withdrawing_takes_the_choice_back(mine, me):
    mine.post(PAGE, usual(mine.get(PAGE), **{f"way-{Group.NEWS}": Way.AT_ONCE}))
    assert me_again(me).wants_news
    mine.post(PAGE, usual(mine.get(PAGE), wants_news=""))
    assert not me_again(me).wants_news
    assert mine.get(PAGE).context["form"][f"way-{Group.NEWS}"].value() == "usual"
    assert not me.notification_preferences.exists()


def test_the_link_in_a_mail_of_news_withdraws_the_consent(client):
    reader = make_user(wants_news=True)
    client.post(unsubscribing.url_for(reader, [Group.NEWS]))
    assert not me_again(reader).wants_news


def test_the_language_of_mails_is_chosen_here_too_and_the_pages_follow(mine, me):
    assert mine.get(PAGE).context["form"]["locale"].value() == ""
    answer = mine.post(PAGE, usual(mine.get(PAGE), locale="en"))
    assert me_again(me).locale == "en"
    assert answer.cookies["django_language"].value == "en"
    assert mine.post(PAGE, usual(mine.get(PAGE), locale="fr")).status_code == 422


def me_again(me):
    return User.objects.get(pk=me.pk)


def test_the_form_sent_twice_says_the_same_twice(mine, me):
    chosen = usual(mine.get(PAGE), **{f"way-{Group.NEWS}": Way.DAILY})
    for _click in range(2):
        mine.post(PAGE, chosen)
        assert me_again(me).wants_news
        assert me.notification_preferences.get().way == Way.DAILY

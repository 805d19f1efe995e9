"""What the union may do, and that nobody else may."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import SchoolDomain, User
from clubs.models import AuditLogEntry, BannedWord, Category, Club, Replacement, Report
from kclub.errors import Conflict, Refused
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_post,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_claim():
    club = make_club()
    officer = make_officer(club)
    club.president.unverify()
    return Club.objects.get(pk=club.pk).claim(officer, "회장이 졸업했어요")


def make_replacement(by=None):
    club = make_club()
    return Replacement.ask(club, make_member(club), by or make_staff(), "회비를 돌려주지 않아요")


def make_word(word):
    banned = BannedWord(word=word)
    banned.full_clean()
    banned.save()
    return banned


# Clubs -----------------------------------------------------------------------------------


def test_a_suspended_club_is_read_by_its_members_and_written_by_nobody(client, club):
    member = make_member(club)
    post = make_post(club, visibility="public")
    club.suspend(make_staff(), "회계를 확인하고 있어요")
    client.force_login(make_user())
    assert client.get(club.get_absolute_url()).status_code == 404
    client.force_login(member)
    page = client.get(club.get_absolute_url())
    assert page.status_code == 200
    assert "회계를 확인하고 있어요" in page.text
    for write in (lambda: make_post(club, member), lambda: post.comment(member, "왜요?")):
        with pytest.raises(Refused):
            write()
    with pytest.raises(Conflict):
        club.apply(make_user())
    club.restore(make_staff())
    make_post(club, member)


def test_a_suspended_club_s_officers_change_nothing(club):
    president, member = club.president, make_member(club)
    post = make_post(club, president)
    club.suspend(make_staff(), "회계를 확인하고 있어요")
    post.club.refresh_from_db()
    for verb in [
        lambda: club.edit(president, summary="아무 일도 없어요"),
        lambda: club.ban(member, by=president),
        lambda: club.unban(member, by=president),
        lambda: club.remove(member, by=president),
        lambda: club.invite(president),
        lambda: club.membership_of(member).appoint(president, "officer"),
        lambda: post.edit(president, title="아니에요"),
        lambda: post.pin(president),
    ]:
        with pytest.raises(Refused, match="닫아 둔"):
            verb()


def test_who_may_not_write_edits_nothing_either(club):
    member = make_member(club)
    post = make_post(club, member)
    make_post(club, member).report(make_user(), Report.Reason.SPAM).case.mute_author(club.president)
    with pytest.raises(Refused, match="글을 쓸 수 없어요"):
        post.edit(member, title="광고")


def test_what_the_union_decides_is_told_and_logged_with_its_reason(club):
    staff = make_staff()
    club.suspend(staff, "이유")
    club.suspend(staff, "또")
    club.restore(staff)
    club.archive(staff, "활동이 끝났어요")
    actions = [entry.action for entry in club.audit_log_entries.order_by("pk")][-3:]
    assert actions == [
        AuditLogEntry.Action.SUSPENDED,
        AuditLogEntry.Action.RESTORED,
        AuditLogEntry.Action.ARCHIVED,
    ]
    told = [str(n) for n in club.president.notifications.order_by("pk")]
    assert any("이유" in sentence for sentence in told)
    assert not any("또" in sentence for sentence in told)


def test_a_president_of_the_union_does_not_decide_about_their_own_club():
    club = make_club(president=make_staff())
    with pytest.raises(Refused):
        club.suspend(club.president, "내 마음")
    waiting = make_club(president=make_staff(), opened=False)
    with pytest.raises(Refused):
        waiting.approve(waiting.president)


def test_closing_needs_a_reason(client, club):
    client.force_login(make_staff())
    url = reverse("union:club", args=[club.slug])
    assert client.post(url, {"verb": "suspend", "reason": " "}).status_code == 422
    assert client.post(url, {"verb": "fly", "reason": "이유"}).status_code == 422
    for _click in range(2):
        assert client.post(url, {"verb": "suspend", "reason": "이유"}).status_code == 303
    assert club.audit_log_entries.filter(action=AuditLogEntry.Action.SUSPENDED).count() == 1
    club.refresh_from_db()
    assert club.status == Club.Status.SUSPENDED


# Presidents ------------------------------------------------------------------------------


def test_a_claim_is_granted_by_the_union(client):
    claim = make_claim()
    client.force_login(make_staff())
    assert claim.reason in client.get("/union/presidents/").text
    assert client.post(reverse("union:claim-grant", args=[claim.pk])).status_code == 303
    claim.club.refresh_from_db()
    assert claim.club.president == claim.claimant


def test_a_claim_is_declined_only_with_a_reason(client):
    claim = make_claim()
    client.force_login(make_staff())
    url = reverse("union:claim-decline", args=[claim.pk])
    client.post(url, {"reason": " "})
    claim.refresh_from_db()
    assert claim.undecided
    client.post(url, {"reason": "회장이 돌아왔어요"})
    claim.refresh_from_db()
    assert (claim.undecided, claim.note) == (None, "회장이 돌아왔어요")


def test_it_takes_two_of_the_union_to_replace_a_president():
    replacement = make_replacement()
    club = replacement.club
    before = club.president
    for one in (replacement.asked_by, make_user(), before, replacement.successor):
        with pytest.raises(Refused):
            replacement.confirm(one)
    replacement.confirm(make_staff())
    replacement.confirm(make_staff())
    club.refresh_from_db()
    assert club.president == replacement.successor
    assert club.membership_of(before).is_officer


def test_a_replacement_that_was_dropped_is_not_confirmed():
    replacement = make_replacement()
    replacement.drop(make_staff())
    with pytest.raises(Conflict):
        replacement.confirm(make_staff())


def test_a_replacement_needs_the_successor_to_be_there_still():
    replacement = make_replacement()
    replacement.club.leave(replacement.successor)
    with pytest.raises(Conflict):
        replacement.confirm(make_staff())
    replacement.refresh_from_db()
    assert replacement.undecided


def test_proposing_names_the_members_and_needs_a_reason(client, club):
    member = make_member(club, "부회장 김")
    client.force_login(make_staff())
    url = reverse("union:replacement-new", args=[club.slug])
    assert "부회장 김" in client.get(url).text
    assert client.post(url, {"successor": member.pk, "reason": ""}).status_code == 422
    stranger = {"successor": make_user().pk, "reason": "이유"}
    assert client.post(url, stranger).status_code == 422
    assert client.post(url, {"successor": member.pk, "reason": "이유"}).status_code == 303


# Late applications -----------------------------------------------------------------------


def test_officers_are_reminded_of_late_applications_once_a_day(client, club, allow):
    allow({})
    application = make_application(club)
    client.force_login(make_staff())
    assert club.name not in client.get("/union/late/").text
    type(application).objects.update(submitted_at=timezone.now() - timedelta(days=15))
    assert club.name in client.get("/union/late/").text
    url = reverse("union:overdue-applications-remind", args=[club.slug])
    assert [client.post(url).status_code for _each in range(2)] == [303, 429]
    assert club.president.notifications.of_kind(kinds.APPLICATIONS_OVERDUE).count() == 1


# Words -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["나쁜말이야", "나 쁜 말", "나.쁜-말!", "ＢＡＤ나쁜\u200b말"])
def test_a_banned_word_is_found_however_it_is_spelled_out(text):
    make_word("나쁜말")
    assert str(BannedWord.objects.within(text)) == "나쁜말"


def test_other_words_are_left_alone():
    make_word("나쁜말")
    assert BannedWord.objects.within("나쁜 마음") is None


def test_who_writes_a_banned_word_is_told_which_and_keeps_the_text(client, club):
    make_word("나쁜말")
    client.force_login(make_member(club))
    fields = {"kind": "free", "title": "제목", "body": "이런 나쁜 말을", "visibility": "members"}
    page = client.post(reverse("clubs:post-new", args=[club.slug]), fields)
    assert page.status_code == 422
    assert "‘나쁜말’" in page.text
    assert "이런 나쁜 말을" in page.text
    post = make_post(club)
    comment = {"text": "나쁜말", "nonce": "n1"}
    page = client.post(reverse("clubs:comments", args=[club.slug, post.pk]), comment)
    assert page.status_code == 422


@pytest.mark.parametrize("word", ["나", "!!", "ㅋ"])
def test_a_banned_word_has_two_letters_at_least(word):
    with pytest.raises(ValidationError):
        make_word(word)


def test_the_same_word_is_banned_once():
    make_word("나쁜말")
    with pytest.raises(ValidationError):
        make_word("나쁜 말!")


# Domains ---------------------------------------------------------------------------------


@pytest.fixture
def school(db):
    return SchoolDomain.objects.create(name="saebom.example")


def test_taking_a_domain_away_unverifies_only_those_it_alone_proves(school):
    SchoolDomain.objects.create(name="other.example", with_subdomains=True)
    here, both = make_user(), make_user()
    both.emailaddress_set.create(email="both@dept.other.example", verified=True)
    elsewhere = make_user(email="x@other.example")
    assert school.users_verified_only_by_it() == {here.pk}
    assert school.revoke() == 1
    verified = {user.pk for user in (here, both, elsewhere) if _again(user).is_verified}
    assert verified == {both.pk, elsewhere.pk}


def test_a_domain_that_comes_back_brings_its_students_back(school):
    user = make_user()
    school.revoke()
    SchoolDomain.objects.create(name="saebom.example").accept()
    assert _again(user).is_verified


def test_the_page_says_how_many_students_a_domain_proves(client, school):
    for _each in range(3):
        make_user()
    client.force_login(make_staff())  # proved by it as well
    assert (
        "4명의 인증이 바로 풀려요"
        in client.get(reverse("union:school-domain-remove", args=[school.pk])).text
    )


def _again(user):
    user.refresh_from_db()
    return user


# Categories and people -------------------------------------------------------------------


def test_a_category_with_clubs_stays(client, club):
    client.force_login(make_staff())
    url = reverse("union:category-delete", args=[club.category.pk])
    assert client.post(url).status_code == 409
    assert Category.objects.filter(pk=club.category.pk).exists()


@pytest.mark.parametrize("page", ["people", "clubs"])
def test_no_search_is_too_long(client, page):
    client.force_login(make_staff())
    assert client.get(reverse(f"union:{page}"), {"q": "x" * 60_000}).status_code == 200


def test_somebody_is_found_by_name_or_mail_and_suspended_with_a_reason(client):
    person = make_user("홍길동", email="gildong@saebom.example")
    client.force_login(make_staff())
    for query in ["홍길", "gildong"]:
        assert "홍길동" in client.get("/union/people/", {"q": query}).text
    url = reverse("union:person", args=[person.username])
    assert client.post(url, {"days": "7", "reason": ""}).status_code == 422
    assert client.post(url, {"days": "7", "reason": "광고"}).status_code == 303
    person.refresh_from_db()
    assert timedelta(days=6) < person.suspended_until - timezone.now() <= timedelta(days=7)
    client.post(reverse("union:person-reinstate", args=[person.username]))
    person.refresh_from_db()
    assert person.is_active


def test_the_union_lets_nobody_in_who_has_gone_for_good_or_was_of_the_union(client):
    gone, colleague = make_user(), make_staff()
    gone.close_account()
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    client.force_login(make_staff())
    for person in [gone, colleague]:
        url = reverse("union:person-reinstate", args=[person.username])
        assert client.post(url).status_code == 404
        person.refresh_from_db()
        assert not person.is_active


def test_an_officer_who_is_suspended_from_writing_can_still_read(client, club):
    member, officer = make_member(club), make_officer(club)
    make_post(club, member).report(make_user(), Report.Reason.SPAM).case.mute_author(officer)
    client.force_login(member)
    assert client.get(reverse("clubs:posts", args=[club.slug])).status_code == 200

"""The school that is written down: rows in every table of ours, put there by the domain's verbs."""

from datetime import timedelta

from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.agreement_texts import REQUIRED
from accounts.models import SchoolDomain, User
from clubs.models import BannedWord, Club, Membership, Replacement
from kclub.files import images
from rooms.models import Room
from tests import factories
from tests.pictures import upload

OUR_APPS = ["accounts", "clubs", "rooms"]
PRESIDENT = "president@saebom.example"


def fill():
    """Put a small school with a row in every table into the empty database."""
    SchoolDomain.objects.create(name="saebom.example")
    president = factories.make_user("김회장", email=PRESIDENT)
    club = factories.make_club("필름로그", president=president, tags="사진, 필름")
    member = factories.make_member(club, "이부원")
    fill_people(club, member)
    fill_recruiting(club)
    fill_board(club, member)
    fill_rooms(club, member)
    fill_union(club, member)
    Client().force_login(president)
    assert not (empty := empty_tables()), f"nothing in {', '.join(empty)}"


def fill_people(club, member):
    officer = factories.make_officer(club, "최운영")
    club.memberships.get(user=member).appoint(club.president, Membership.Role.MEMBER, "총무")
    club.follow(factories.make_user("한구독"))
    club.invite(club.president, max_uses=10).accept(factories.make_user("오초대"))
    club.ban(factories.make_user("나가라"), club.president, "광고만 올려요.")
    club.offer_presidency(officer, club.president)
    officer.change_handle("choi_unyeong")
    member.block(factories.make_user("차단된"))


def fill_recruiting(club):
    club.recruit(club.president, join_mode=Club.JoinMode.APPLICATION, seats=20)
    question = club.ask(club.president, text="어떤 사진을 좋아해요?")
    answers = [(question, "필름 사진이요.")]
    applicants = [factories.make_user(name) for name in ("박지원", "정대기", "유거절", "윤취소")]
    applications = [
        club.apply(user, "함께하고 싶어요.", answers, club.questionnaire) for user in applicants
    ]
    applications[1].waitlist(club.president)
    applications[2].reject(club.president, "이번에는 자리가 없어요.")
    applications[3].withdraw()
    club.save_draft(factories.make_user("고초안"), "쓰는 중")


def fill_board(club, member):
    post = factories.make_post(club, member, title="가을 출사", body="**11월**에 가요.")
    post.attach([(images.reencode(upload()), "단풍")])
    post.like(club.president)
    comment = post.comment(club.president, "좋아요")
    post.comment(member, "그럼 그렇게 해요", parent=comment)
    post.report(factories.make_member(club, "서신고"), "spam", "광고예요.")
    day = timezone.now() + timedelta(days=7)
    event = club.plan(club.president, title="출사", starts_at=day, ends_at=day + timedelta(hours=3))
    event.accept(member)


def fill_rooms(club, member):
    room = factories.make_room(club.president, "출사방", kind=Room.Kind.CLUB, club=club)
    room.admit(member)
    asked = room.post(club.president, "어디서 만나요?")
    room.post(member, "정문이요 @김회장", reply_to=asked)
    room.post(member, "", pictures=[images.reencode(upload(), images.preview)])
    asked.react(member, "like")
    guest, loud = factories.make_member(club, "배손님"), factories.make_member(club, "문소리")
    for user in (guest, loud):
        room.admit(user)
    room.ban(guest, club.president, "그만 와 주세요.")
    room.mute(loud, club.president, timezone.now() + timedelta(days=1))
    room.kick(loud, club.president)  # the mute stays
    invited = factories.make_room(club.president, "비밀방", kind=Room.Kind.INVITE)
    invited.invite(club.president, max_uses=3)
    Room.open_direct(member, [club.president])


def fill_union(club, member):
    union = factories.make_staff("연합회")
    BannedWord(word="나쁜말").save()
    case = club.cases.get()
    case.escalate(club.president)
    case.refresh_from_db()
    case.access_context(union, "앞뒤를 봐야 해요.")
    leaderless = factories.make_club("쉬는 동아리")
    claimant = factories.make_officer(leaderless, "강맡음")
    leaderless.president.unverify()
    leaderless.claim(claimant, "회장이 졸업했어요.")
    Replacement.ask(club, member, union, "회장이 연락되지 않아요.")
    factories.make_user("정지된").suspend(union, timezone.now() + timedelta(days=3), "도배")


def forget():
    """Leave a message without anything in it, as could be stored in the first frozen state."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rooms_message SET text = '' WHERE text = '어디서 만나요?'")


def look():
    """Fail unless the school's people still find what they had, on the site's own pages."""
    club = Club.objects.get(name="필름로그")
    room = Room.objects.get(name="출사방")
    client = Client()
    president = User.objects.get(email=PRESIDENT)
    client.force_login(president)
    asked = client.get("/", headers={"host": "localhost"})
    assert asked.url == "/me/agreements/?next=%2F", asked.status_code
    president.agree(REQUIRED)
    for page, sentence in [
        ("/", "필름로그"),
        ("/me/", "@김회장"),
        (club.get_absolute_url(), "사진"),
        (f"{club.get_absolute_url()}board/", "가을 출사"),
        (f"{club.get_absolute_url()}manage/applications/", "박지원"),
        (room.get_absolute_url(), "정문이요"),
        (room.get_absolute_url(), "지운 메시지예요"),
    ]:
        response = client.get(page, headers={"host": "localhost"})
        assert response.status_code == 200, (page, response.status_code)
        assert sentence in response.content.decode(), (page, sentence)


def empty_tables():
    """The models of our apps that have no row."""
    models = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
    return [model._meta.label for model in models if not model._base_manager.exists()]

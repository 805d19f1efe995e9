"""A small campus to ask about: clubs, events and posts, some of which not everybody may see."""

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from clubs.dues.tests.dues import set_dues
from clubs.models import Club, Event, FAQEntry
from tests.factories import (
    make_application,
    make_category,
    make_club,
    make_member,
    make_post,
    make_staff,
    make_user,
)

SECRET = "은행나무"  # in what is for members, or in nobody's eyes yet


def make_campus():
    """Make the campus. Returns its people: a guest, an unverified one, a student, a member, one of the union."""
    kim = make_user("김민재")
    filmlog = make_club(
        "필름로그", english_name="Film Log", president=kim, summary="한 달에 한 롤, 필름 사진",
        tags="초보 환영", fee="한 학기 2만 원", place="학생회관 402호", meets="매주 수요일 저녁 7시",
    )  # fmt: skip
    band = make_club(
        "새벽 세시", category=make_category("음악"), summary="시험 끝나는 날 공연하는 밴드"
    )
    make_club(
        "축구왕", category=make_category("운동"), summary="주말마다 뛰어요",
        join_mode=Club.JoinMode.CLOSED,
    )  # fmt: skip
    make_club(f"{SECRET}회", opened=False, summary="아직 열리지 않았어요")
    FAQEntry.objects.create(club=filmlog, question="카메라가 없어도 되나요?", answer="빌려 드려요")
    member, student = make_member(filmlog, "이부원"), make_user("박학생")
    make_application(band, member)
    now = timezone.now()
    now_on = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=8)}
    Event.objects.create(club=filmlog, title="가을 출사", place="서울숲", public=True, **now_on)
    Event.objects.create(club=filmlog, title=f"{SECRET} 합주", place="동방", **now_on)
    make_post(filmlog, title=f"{SECRET} 아래에서", body="모여요", visibility="members")
    make_post(filmlog, title="현상소 이야기", body="싸고 좋아요", visibility="public")
    set_dues(filmlog)
    return SimpleNamespace(
        guest=AnonymousUser(),
        unverified=make_user(verified=False),
        student=student,
        member=member,
        union=make_staff(),
        filmlog=filmlog,
        band=band,
    )

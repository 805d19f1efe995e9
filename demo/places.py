"""Three places of the union, and what clubs have booked of them around today."""

from datetime import time, timedelta

from clubs.models import Booking, Club, Place
from demo.history import acting_at

PLACES = [
    {
        "name": "학생회관 동아리방",
        "location": "학생회관 304호",
        "notes": "쓰고 나서 의자를 제자리에 두고 창문을 닫아 주세요.",
    },
    {
        "name": "합주실",
        "location": "학생회관 지하 1층",
        "closes_at": time(0, 0),
        "longest_hours": 3,
        "day_hours": 3,
        "by_agreement": True,
    },
    {
        "name": "프로젝터",
        "kind": Place.Kind.EQUIPMENT,
        "location": "동아리연합회실",
        "units": 3,
        "day_hours": 4,
        "week_hours": 12,
        "closed_weekdays": "6",
    },
]
BOOKINGS = [  # place, club, days from today, from and to which hour, units, what for
    ("학생회관 동아리방", "필름로그", -1, 18, 20, 1, "현상 수업"),
    ("학생회관 동아리방", "보드빌", 0, 19, 21, 1, "정기 모임"),
    ("학생회관 동아리방", "필름로그", 1, 18, 20, 1, "사진전 준비"),
    ("학생회관 동아리방", "새벽세시", 2, 14, 16, 1, "운영진 회의"),
    ("학생회관 동아리방", "보드빌", 3, 19, 21, 1, "새 게임 배우기"),
    ("합주실", "새벽세시", 1, 20, 23, 1, "정기 공연 합주"),
    ("합주실", "보드빌", 4, 18, 20, 1, "게임 음악 녹음"),
    ("프로젝터", "필름로그", 2, 17, 19, 2, "사진 보며 이야기하기"),
    ("프로젝터", "새벽세시", 2, 18, 20, 1, "공연 영상 보기"),
]
AGREED = {"새벽세시"}  # whose booking of the 합주실 the union has agreed to


def make_places(campus):
    """Make the places; let clubs book them three days ago, and the union agree to one."""
    places = {fields["name"]: Place.objects.create(**fields) for fields in PLACES}
    for name, club, days, begins, ends, units, purpose in BOOKINGS:
        place, club = places[name], Club.objects.get(name=club)
        starts_at = campus.ago(-days, begins)
        if place.hours_on(starts_at.date()) is None:
            starts_at += timedelta(days=1)
        ends_at = starts_at + timedelta(hours=ends - begins)
        with acting_at(campus.ago(3, 12)):
            fields = (starts_at, ends_at, purpose, units)
            booking = Booking.objects.book(place, club, club.president, *fields)
        if booking.is_asked and club.name in AGREED:
            with acting_at(campus.ago(2, 9)):
                booking.agree(campus.people["union"])

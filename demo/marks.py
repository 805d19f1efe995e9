"""What the union holds against three clubs this term: two cautions and a warning, with an appeal."""

from clubs.models import Club, Mark, MarkAppeal
from demo.history import acting_at

GIVEN = [  # club, kind, why, days ago
    ("필름로그", Mark.Kind.CAUTION, "대표자회의에 아무도 오지 않았어요.", 6),
    ("보드빌", Mark.Kind.CAUTION, "공용 창고를 쓰고 문을 잠그지 않았어요.", 5),
    ("새벽세시", Mark.Kind.WARNING, "허가 없이 자정 뒤에 합주실을 썼어요.", 4),
]
APPEALS = {"새벽세시": "그날은 학생처에서 새벽 한 시까지 허가를 받았어요. 허가증이 있어요."}


def make_marks(campus):
    """Let the union give the marks, and a president appeal, who waits for an answer."""
    for name, kind, reason, days in GIVEN:
        club = Club.objects.get(name=name)
        with acting_at(campus.ago(days, 14)):
            mark = Mark.objects.give(club, campus.people["union"], kind, reason)
        if text := APPEALS.get(name):
            with acting_at(campus.ago(days - 1, 10)):
                MarkAppeal.objects.make(mark, club.president, text)

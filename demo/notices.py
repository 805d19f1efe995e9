"""A notice of 필름로그 to some of its people and one of the union to the presidents, half read."""

from clubs.models import Club, Notice
from clubs.notices.audiences import Audience
from demo.history import acting_at

OF_CLUB = {
    "title": "토요일 암실 작업, 올 수 있나요?",
    "text": (
        "현상액을 새로 받았어요. **토요일 두 시**에 학생회관 암실에서 만나요.\n\n"
        "- 현상할 필름\n- 버려도 되는 앞치마\n\n자리가 여덟 개라 먼저 여쭤봐요."
    ),
}
OF_UNION = {
    "title": "봄 축제 부스 신청을 받아요",
    "text": (
        "동아리마다 부스 하나를 쓸 수 있어요. 이번 주 **금요일 18시**까지 알려 주세요.\n\n"
        "1. 부스에서 할 일\n2. 전기가 필요한지\n3. 맡을 사람 두 명\n\n"
        "음식을 파는 부스는 위생 교육을 먼저 들어야 해요."
    ),
}
PICKED = 10  # of the regulars, beside the people one may log in as


def make_notices(campus):
    """Send both notices by their verbs, and let every other recipient read it an hour later."""
    club, author = Club.objects.get(name="필름로그"), campus.people["officer"]
    named = [campus.people[key] for key in ("president", "member")]
    picked = named + [user for user in campus.regulars(club) if user not in named][:PICKED]
    send(campus, 1, author, picked, club=club, audience=Audience.CHOSEN, **OF_CLUB)
    presidents = [each.president for each in campus.clubs]
    send(campus, 3, campus.people["union"], presidents, audience=Audience.PRESIDENTS, **OF_UNION)


def send(campus, days, author, users, **fields):
    with acting_at(campus.ago(days, hour=21)):
        notice = Notice.send(author, [user.pk for user in users], **fields)
    with acting_at(campus.ago(days, hour=22)):
        for recipient in notice.recipients.select_related("user")[::2]:
            notice.read(recipient.user)

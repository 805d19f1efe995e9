"""The FAQs of clubs, and what two students have asked 필름로그: one question waits for an answer."""

from clubs.models import Club
from demo.history import acting_at

ANSWERED = "교환학생도 들어갈 수 있나요? 한국어로 사진 이야기를 하기가 아직 어려워요."
ANSWER = (
    "그럼요. 지금 네 분이 같이 찍고 있어요. 출사 안내는 영어로도 올리고, "
    "첫 출사 때는 영어 하는 부원과 같은 조로 묶어 드려요."
)
WAITING = "화요일 저녁 수업이 있어서 출사만 나가도 되나요?"


def make_faqs(campus):
    """Let the presidents write the FAQs of their clubs' entries, long ago."""
    for club in campus.clubs:
        with acting_at(campus.ago(100, hour=20)):
            for question, answer in club.entry.get("faq", []):
                club.add_faq_entry(club.president, question, answer)


def make_inquiries(campus):
    """Let one of the roles ask and be answered, and a student ask what nobody has answered yet."""
    club = Club.objects.get(name="필름로그")
    with acting_at(campus.ago(2, hour=20)):
        answered = club.inquire(campus.people["student"], ANSWERED)
    with acting_at(campus.ago(1, hour=22)):
        answered.reply(campus.people["officer"], ANSWER)
    with acting_at(campus.ago(1, hour=23)):
        club.inquire(campus.people["s150"], WAITING)

"""Banned words, reports and a claim, for the officers and the union to decide about."""

from clubs.models import BannedWord, Club, Post, Report
from demo.history import acting_at

BANNED_WORDS = ["대리 출석", "도박 사이트", "바보 천치"]
RUDE_COMMENT = "그걸 사진이라고 올렸어? 눈이 있으면 좀 봐라"
SUSPICIOUS_POST = {
    "title": "카메라 급처합니다",
    "body": "선입금하면 30% 할인, 연락은 링크로 주세요.",
}
CLAIM_REASON = "회장이 휴학하고 몇 달째 연락이 없어서 동아리 일을 결정할 사람이 없어요."


def make_moderation(campus):
    """Forbid words, report what is on 필름로그's board, and claim a club without a president."""
    for text in BANNED_WORDS:
        word = BannedWord(word=text)
        word.full_clean()
        word.save()
    make_reports(campus)
    make_claim(campus)


def make_reports(campus):
    """Two cases wait at 필름로그: a rude comment and a suspicious offer."""
    club = Club.objects.get(name="필름로그")
    rude, seller, *readers = campus.regulars(club)[-12:]
    with acting_at(campus.ago(days=1, hour=12)):
        offer = club.post(seller, **SUSPICIOUS_POST)
        for reader in readers[:7]:
            offer.report(reader, Report.Reason.FRAUD)
    with acting_at(campus.ago(days=1, hour=21)):
        comment = club.posts.filter(kind=Post.Kind.FREE).earliest("pk").comment(rude, RUDE_COMMENT)
        for reader in readers[:3]:
            comment.report(reader, Report.Reason.HARASSMENT)


def make_claim(campus):
    """In one club the president has long been away, and an officer asks for their place."""
    club = next(
        club
        for club in reversed(campus.clubs)
        if club.president in campus.students and len(campus.members[club]) > 3
    )
    club.president.last_login = campus.ago(days=120)
    club.president.save(update_fields=["last_login"])
    with acting_at(campus.ago(days=2, hour=15)):
        club.claim(campus.members[club][1].user, CLAIM_REASON)

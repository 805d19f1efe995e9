"""What is out of place on the campus, and what the union looks after."""

from django.contrib.contenttypes.models import ContentType

from clubs.models import AuditLogEntry, BannedWord, Case, Claim, Club, Comment, Post, Report
from kclub.text.normalization import alphanumeric_key

WORDS = ["대리 출석", "도박 사이트", "바보 천치"]
RUDE = "그걸 사진이라고 올렸어? 눈이 있으면 좀 봐라"
SUSPICIOUS = ("카메라 급처합니다", "선입금하면 30% 할인, 연락은 링크로 주세요.")
CLAIM = "회장이 휴학하고 몇 달째 연락이 없어서 동아리 일을 결정할 사람이 없어요."


def make_moderation(campus):
    BannedWord.objects.bulk_create(
        BannedWord(word=word, word_key=alphanumeric_key(word)) for word in WORDS
    )
    make_reports(campus)
    make_claim(campus)


def make_reports(campus):
    """Two cases wait at 필름로그: a rude comment and a suspicious offer."""
    club = Club.objects.get(name="필름로그")
    rude, seller, *readers = campus.regulars(club)[-12:]
    post = club.posts.filter(kind=Post.Kind.FREE).earliest("pk")
    comment = Comment.objects.create(
        post=post, author=rude, text=RUDE, created_at=campus.ago(days=1, hour=21)
    )
    title, body = SUSPICIOUS
    offer = club.posts.create(
        author=seller, title=title, body=body, created_at=campus.ago(days=1, hour=12)
    )
    make_case(club, comment, Report.Reason.HARASSMENT, readers[:3])
    make_case(club, offer, Report.Reason.FRAUD, readers[:7])


def make_case(club, thing, reason, readers):
    case = Case.objects.create(
        club=club,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        url=thing.get_absolute_url(),
        author=thing.author,
        created_at=thing.created_at,
    )
    Report.objects.bulk_create(
        Report(
            case=case,
            reporter=reader,
            reason=reason,
            text=thing.evidence_text,
            created_at=thing.created_at,
        )
        for reader in readers
    )


def make_claim(campus):
    """In one club the president has long been away, and an officer asks for their place."""
    club = next(
        club
        for club in reversed(campus.clubs)
        if club.president in campus.students and len(campus.members[club]) > 3
    )
    president, officer = club.president, campus.members[club][1].user
    president.last_login = campus.ago(days=120)
    president.save(update_fields=["last_login"])
    Claim.objects.create(
        club=club, claimant=officer, reason=CLAIM, submitted_at=campus.ago(days=2, hour=15)
    )
    AuditLogEntry.objects.create(
        club=club, by=officer, action=AuditLogEntry.Action.CLAIMED, detail=CLAIM,
        created_at=campus.ago(days=2, hour=15),
    )  # fmt: skip

"""What people ask about themselves: it is answered about the one who asks, and about nobody else."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clubs.models import Application, Club, Event
from rooms.helper.topics.base import OwnTopic, short_day
from rooms.helper.topics.clubs import event_note

MOST = 5  # rows of one answer


class OwnApplications(OwnTopic):
    """What became of the applications of the one who asks, of all or of that to a club."""

    nothing = _("지원한 동아리가 없어요.")

    def find(self, asked, words):
        own = Application.objects.of(asked.user).select_related("club")
        if any(len(word) > 1 for word in asked.rest(words)):
            if asked.club is None:
                return None  # of somebody else, or at another place
            own = own.filter(club=asked.club)
        return list(own[:MOST])

    def title(self, row):
        return str(row.club)

    def note(self, row):
        if row.status == Application.Status.OFFERED and row.offer_ends_at:
            return gettext("%(status)s · %(day)s까지") % {
                "status": row.shown_status,
                "day": short_day(row.offer_ends_at),
            }
        return row.shown_status


class OwnClubs(OwnTopic):
    """The clubs of the one who asks."""

    nothing = _("아직 들어간 동아리가 없어요.")

    def find(self, asked, words):
        return list(Club.objects.visible_to(asked.user).of(asked.user).by_name()[:MOST])

    def note(self, row):
        return row.shown_summary


class OwnEvents(OwnTopic):
    """What is to come in the calendar of the one who asks."""

    nothing = _("다가오는 일정이 없어요.")

    def way_in(self, asked, has):
        return [] if "내일" in asked.words else super().way_in(asked, has)  # 내일 정기 모임

    def find(self, asked, words):
        events = Event.objects.in_calendar_of(asked.user).not_cancelled().upcoming()
        return list(events.select_related("club")[:MOST])

    note = staticmethod(event_note)


OWN = [
    OwnApplications(
        "own-applications",
        _("내가 낸 지원서예요."),
        "지원|신청한|신청서|지원서|합격|붙었|불합격|떨어졌|면접|applic & 어떻게됐|어떻게되|결과|상태|됐|되었|언제나|발표|확인|처리|했나|했어|했는데|status|result|went|decid|accepted|became|happen",
        "내지원|지원현황|지원결과|합격했|붙었|떨어졌|my applic|was i accepted|did i get in|am i in",
        pages=[("accounts:profile", _("내 정보"))],
    ),
    OwnClubs(
        "own-clubs",
        _("내가 들어간 동아리예요."),
        "내동아리|우리동아리|제동아리|내가가입|내가들어|내가속한|my club|clubs am i|i belong",
        pages=[("accounts:profile", _("내 정보"))],
    ),
    OwnEvents(
        "own-events",
        _("내 일정에서 곧 있을 것이에요."),
        "내일정|내행사|제일정|나의일정|내가갈|내가가는|참가신청한|my event|my schedule|my calendar",
        pages=[("my-events", _("내 일정"))],
    ),
    OwnTopic(
        "certificates",
        _("활동 확인서는 내가 직접 만들어 인쇄하거나 저장해요."),
        "확인서|증명서|활동증명|재직증명|certificate|proof of",
        pages=[("certificates", _("활동 확인서"))],
    ),
    OwnTopic(
        "own-term",
        _("이번 학기 확인에서 학과와 재학을 적고, 동아리마다 ‘이번 학기에도 함께해요’를 눌러요."),
        "학기확인|이번학기확인|함께해요|enrol|confirm this term|confirm my",
        "재학|휴학|학과|department & 확인|적|바꾸|바꿔|변경|change|set",
        "이번학기|this term & 확인|함께|남|confirm|stay",
        pages=[("my-term", _("이번 학기 확인"))],
    ),
]

"""What people ask about clubs: which there are, and what one is like."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clubs.models import Category, Club, Dues, Event
from rooms.helper.topics.base import Topic, short_day

MOST = 5  # rows of one answer
TO_CLUBS = [("clubs:clubs", _("동아리 찾기"))]
TO_EVENTS = [("events", _("모두의 일정"))]
DAYS = [  # words, and what they mean: (days from today, how many)
    ("내일", "tomorrow", lambda today: (1, 1)),
    ("오늘", "today", lambda today: (0, 1)),
    ("다음주", "next week", lambda today: (7 - today.weekday(), 7)),
    ("주말", "weekend", lambda today: (max(0, 5 - today.weekday()), 2 - (today.weekday() == 6))),
    ("이번주", "this week", lambda today: (0, 7 - today.weekday())),
    ("금주", "week", lambda today: (0, 7 - today.weekday())),
]
TO_COME = (0, 30)  # where no day is named


class ClubsTopic(Topic):
    """Clubs by what the question says of them; where it says nothing, those that recruit."""

    def find(self, asked, words):
        clubs = Club.objects.open()
        if rest := asked.rest(words):
            clubs = clubs.matching(" ".join(rest), Category.objects.all())
            return list(clubs.by_fit()[:MOST]) or None
        return list(clubs.recruiting().by_deadline()[:MOST])

    def note(self, row):
        return row.shown_summary


class RecruitingTopic(ClubsTopic):
    """Whether a club that is named recruits, or which clubs do: all, or those the question tells of."""

    nothing = _("지금 모집하는 동아리가 없어요.")

    def find(self, asked, words):
        clubs = Club.objects.recruiting()
        if rest := asked.rest(words):
            if asked.club:
                return [asked.club]
            clubs = clubs.matching(" ".join(rest), Category.objects.all())
            return list(clubs.by_fit()[:MOST]) or None
        return list(clubs.by_deadline()[:MOST])

    def note(self, row):
        return recruiting_note(row)


class BusyClubs(ClubsTopic):
    """The clubs with the most members."""

    def find(self, asked, words):
        if asked.rest(words):
            return None
        clubs = Club.objects.open().with_member_count()
        return list(clubs.order_by("-member_count", "name_key")[:MOST])


class ClubTopic(Topic):
    """Something about one club, which has to be named; `note` and `url` are functions of the club."""

    nothing = _("어느 동아리인지 이름을 함께 적어 주세요.")

    def __init__(self, key, says, *ways, note, page="clubs:club", nothing=""):
        super().__init__(key, says, *ways, nothing=nothing, pages=TO_CLUBS)
        self.note, self.page = note, page

    def find(self, asked, words):
        rest = asked.rest(words)
        if not rest:
            return []
        club = asked.club or almost_named(rest)
        return [club] if club else None

    def pages_beside(self, rows):
        return [] if rows else self.pages

    def url(self, row):
        return reverse(self.page, args=[row.slug])


class LeavingClub(ClubTopic):
    """Leaving a club that is named, or any club."""

    def find(self, asked, words):
        rest = asked.rest(words)
        if rest and asked.club:
            return [asked.club]
        return [] if any(asked.has(word) for word in ("동아리", "소모임", "클럽", "club")) else None


class DuesTopic(Topic):
    """The dues: to members those of this term, to others what the club tells of them."""

    nothing = _(
        "이번 학기에 정해진 회비가 없어요. 동아리 이름을 함께 적으면 소개에 적힌 것을 알려 드려요."
    )

    def find(self, asked, words):
        rest = asked.rest(words)
        club = rest and asked.club
        if rest and not club:
            return None
        dues = Dues.objects.owed_by(asked.user).order_by("due_on", "pk")
        if not club:
            return list(dues[:MOST])
        return list(dues.filter(club=club)) or [club]

    def title(self, row):
        return str(row if isinstance(row, Club) else row.club)

    def note(self, row):
        if isinstance(row, Club):
            return row.fee or gettext("회비가 소개에 적혀 있지 않아요.")
        told = {"won": f"{row.amount:,}", "day": short_day(row.due_on)}
        if row.was_paid:
            return gettext("%(won)s원 · 낸 것으로 적혀 있어요") % told
        return gettext("%(won)s원 · %(day)s까지") % told


class EventsTopic(Topic):
    """Events that everybody, or the one who asks, may see: of some days, of a club, by their words."""

    nothing = _("그때 볼 수 있는 행사가 없어요.")

    def find(self, asked, words):
        events = Event.objects.visible_to(asked.user).not_cancelled().select_related("club")
        events = events.between(*days_in(asked))
        if rest := asked.rest([*words, *(day for named in DAYS for day in named[:2])]):
            if asked.club:
                return list(events.filter(club=asked.club)[:MOST])
            return list(events.containing(" ".join(rest))[:MOST]) or None
        return list(events[:MOST])

    def note(self, row):
        return event_note(row)


def days_in(asked):
    """Return the moments between which the days lie that the question names."""
    today = timezone.localdate()
    spans = [
        span(today) for korean, english, span in DAYS if asked.has(korean) or asked.has(english)
    ]
    begins, days = spans[0] if spans else TO_COME
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    start = midnight + timedelta(days=begins)
    return max(start, timezone.now()), start + timedelta(days=days)


def event_note(event):
    """Return the club of an event, and when it is."""
    return f"{event.club} · {event.time_text}"


def almost_named(rest):
    """Return the one open club that the words almost name, or None."""
    similar = Club.objects.open().similar_to("".join(rest))
    if len(similar) != 1:
        return None
    return Club.objects.with_member_count().get(pk=similar[0].pk)


def recruiting_note(club):
    """Return whether a club recruits, and until when."""
    if club.recruits_later:
        return gettext("%(day)s부터 모집해요") % {"day": short_day(club.recruiting_from)}
    if not club.is_recruiting:
        return gettext("지금은 모집하지 않아요")
    if not club.recruiting_until:
        return gettext("언제든지 모집해요")
    return gettext("%(day)s까지 모집해요") % {"day": short_day(club.recruiting_until)}


def joining_note(club):
    """Return how one joins a club, and whether one can now."""
    return f"{club.get_join_mode_display()} · {recruiting_note(club)}"


def member_note(club):
    return ngettext("부원 %(n)s명", "부원 %(n)s명", club.member_count) % {"n": club.member_count}


def untold(text):
    """Return what a club tells of itself, or that it tells nothing."""
    return text or gettext("소개에 적혀 있지 않아요.")


OF_CLUBS = [
    RecruitingTopic(
        "recruiting",
        _("모집에 대해 찾은 것이에요."),
        "모집|뽑는|뽑나|recruit|accepting|open for",
        "모집|뽑는|받는|recruit|accepting|open for & 동아리|소모임|클럽|club",
        "마감|deadline|closing & 임박|곧|동아리|모집|언제|soon|club",
        pages=TO_CLUBS,
    ),
    BusyClubs(
        "busy-clubs",
        _("부원이 많은 동아리예요."),
        "인기|유명|부원많은|사람많은|제일큰|가장큰|popular|biggest|largest",
        "인기|유명|많은|popular|biggest|largest & 동아리|소모임|클럽|club",
        pages=TO_CLUBS,
    ),
    EventsTopic(
        "events",
        _("그때 있을 행사예요."),
        "행사|일정|이벤트|모임|정기|공연|전시|축제|event|happening|going on|schedule|concert",
        "오늘|내일|이번주|다음주|주말|today|tomorrow|this week|next week|weekend !",
        pages=TO_EVENTS,
    ),
    DuesTopic(
        "dues", _("회비예요. 돈은 K-Club에서 오가지 않아요."), "회비|dues|fee|membership cost"
    ),
    ClubTopic(
        "club-president",
        _("동아리의 회장이에요. 다른 운영진은 동아리 소개에 있어요."),
        "회장|대표|총무|운영진|임원|president|leader|runs|head of|officers",
        note=lambda club: gettext("회장 %(name)s") % {"name": club.president},
    ),
    ClubTopic(
        "club-members",
        _("부원의 수예요."),
        "부원|인원|몇명|members|how many people",
        note=member_note,
    ),
    ClubTopic(
        "club-joining",
        _("동아리 소개의 단추로 지원해요. 지원서의 상태는 내 정보에서 볼 수 있어요."),
        "지원|가입|신청|입부|들어가|들어갈|apply|join|sign up & 어떻게|방법|하고싶|하려|할래|할수|되나|가능|싶|절차|how|want|can|where|like to",
        "가입방식|가입조건|지원자격|지원방법|가입방법",
        note=joining_note,
        nothing=_("동아리 소개의 단추로 지원해요. 이름을 함께 적으면 지금 받는지 알려 드려요."),
    ),
    ClubTopic(
        "club-place",
        _("동아리가 모이는 곳이에요."),
        "어디서|어디에서|모이는곳|동방|동아리방|위치|where|location",
        note=lambda club: untold(club.place),
    ),
    ClubTopic(
        "club-meeting",
        _("동아리가 모이는 때예요."),
        "언제|몇시|when & 모이|모여|활동|meet",
        "언제모이|모임시간|활동시간|무슨요일|정기모임|when do|meeting time",
        note=lambda club: untold(club.meets),
        page="clubs:events",
    ),
    ClubTopic(
        "club-board",
        _("동아리의 글은 게시판에 있어요. 볼 수 있는 것만 보여요."),
        "공지|게시판|글|notice|board|announcement",
        note=lambda club: club.shown_summary,
        page="clubs:posts",
    ),
    ClubTopic(
        "club-bylaws",
        _("동아리의 회칙이에요. 부원만 볼 수 있게 둔 곳도 있어요."),
        "회칙|정관|규칙|bylaw|rules",
        note=lambda club: club.shown_summary,
        page="clubs:bylaws",
    ),
    LeavingClub(
        "club-leaving",
        _(
            "동아리에서 나가면 글은 남고 부원끼리 쓰는 방에서는 나가게 돼요. 회장은 먼저 회장을 넘겨야 해요."
        ),
        "동아리|소모임|클럽|club & 탈퇴|나가|그만두|그만둘|관두|leave|quit",
        "탈퇴|나가|그만두|그만둘|관두|leave|quit",
        note=lambda club: club.shown_summary,
        page="clubs:membership-leave",
    ),
    ClubsTopic(
        "clubs",
        _("이런 동아리가 있어요."),
        "동아리|소모임|클럽|club",
        "추천|recommend",
        pages=TO_CLUBS,
    ),
]

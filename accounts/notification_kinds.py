"""The kinds of notifications: what people are told, who is, and how unless they choose otherwise.

`docs/notifications.md` is made from this table by `manage.py notificationkinds`.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

UNDOABLE = timedelta(minutes=1)  # an officer may undo a decision for so long


class Way(models.TextChoices):
    """When a mail about something goes out."""

    AT_ONCE = "at once", _("바로")
    DAILY = "daily", _("하루 한 번")
    NEVER = "never", _("안 받기")


class Group(models.TextChoices):
    """Kinds that people choose a way for together."""

    APPLICATIONS = "applications", _("내 지원과 결과")
    PLACES = "places", _("동아리와 방에서 내 자리")
    NOTICES = "notices", _("공지")
    MUST_READS = "must-reads", _("꼭 읽어야 하는 공지")
    EVENTS = "events", _("일정")
    TALK = "talk", _("댓글, 멘션, 메시지")
    NEWS = "news", _("소식 받는 동아리와 사람의 새 글과 일정")
    LIKES = "likes", _("좋아요")
    DUTIES = "duties", _("운영진과 연합회가 할 일")
    ACCOUNT = "account", _("계정과 보안")


@dataclass(frozen=True)
class Kind:
    """A kind of notification.

    `sentence` is a msgid whose placeholders are the params of a notification; with a `reason` among
    them it is `sentence_with_reason`. `to` and `page` say who is told and where it leads. `way` is
    when its mail goes out unless a person has chosen, and `wait` how long it waits at least. A
    reminder has an `hour`: it goes out then, or at once if it is later, and never with the
    mail of another day, when it would be about the past. What is mailed at once is also pushed to
    devices, unless a person has chosen, or `push` says otherwise.
    `collapses` says that several about one page are one line.
    """

    name: str
    group: Group
    sentence: str
    to: str
    page: str
    way: Way = Way.AT_ONCE
    collapses: bool = False
    wait: timedelta = timedelta()
    hour: int | None = None
    sentence_with_reason: str = ""
    push: bool | None = None

    @property
    def is_pushed(self):
        """Whether it is pushed to devices unless a person has chosen."""
        return self.way == Way.AT_ONCE if self.push is None else self.push

    def sentence_for(self, params):
        """Return the msgid for a notification with these params."""
        return (params.get("reason") and self.sentence_with_reason) or self.sentence


KINDS = {}  # name: Kind, in the order of the table


def kind(name, group, sentence, *, to, page, **fields):
    """Return a new Kind, which is one of KINDS from now on."""
    KINDS[name] = Kind(name, group, sentence, to, page, **fields)
    return KINDS[name]


# Applications ------------------------------------------------------------------------------

MEMBERSHIP_STARTED = kind(
    "membership-started",
    Group.APPLICATIONS,
    gettext_noop("%(club)s에 가입됐어요. 첫인사를 남겨 보세요."),
    to="the applicant",
    page="the club",
    wait=UNDOABLE,
)
APPLICATION_REJECTED = kind(
    "application-rejected",
    Group.APPLICATIONS,
    gettext_noop("%(club)s 지원 결과가 나왔어요."),
    to="the applicant",
    page="the application",
    wait=UNDOABLE,
)
INTERVIEW = kind(
    "interview",
    Group.APPLICATIONS,
    gettext_noop("%(club)s에서 만나자고 해요. 언제 어디서인지 봐 주세요."),
    to="the applicant",
    page="the application",
    wait=UNDOABLE,
)
WAITLISTED = kind(
    "waitlisted",
    Group.APPLICATIONS,
    gettext_noop("%(club)s 대기 명단에 올랐어요. 자리가 나면 알려 드려요."),
    to="the applicant",
    page="the application",
    wait=UNDOABLE,
)
SEAT_OFFERED = kind(
    "seat-offered",
    Group.APPLICATIONS,
    gettext_noop("%(club)s에 자리가 났어요. 3일 안에 받아 주세요."),
    to="the applicant",
    page="the application",
    wait=UNDOABLE,
)
SEAT_OFFER_ENDED = kind(
    "seat-offer-ended",
    Group.APPLICATIONS,
    gettext_noop("%(club)s 자리를 받을 수 있는 날이 지났어요."),
    to="the applicant",
    page="the application",
)
DECISION_UNDONE = kind(
    "decision-undone",
    Group.APPLICATIONS,
    gettext_noop("%(club)s에서 방금 결정을 되돌렸어요. 다시 보고 있어요."),
    to="the applicant who had read the decision",
    page="the application",
)

# Places in clubs and rooms -----------------------------------------------------------------

CLUB_INVITATION = kind(
    "club-invitation",
    Group.PLACES,
    gettext_noop("동아리연합회가 %(club)s 회장으로 초대했어요."),
    to="the invited president",
    page="the invitation",
)
MEMBER_INVITATION = kind(
    "member-invitation",
    Group.PLACES,
    gettext_noop("동아리연합회가 %(club)s에 초대했어요."),
    to="the invited member",
    page="the invitation",
)

ROLE_OFFICER = kind(
    "role-officer",
    Group.PLACES,
    gettext_noop("%(club)s 운영진이 됐어요."),
    to="the member",
    page="the club",
)
ROLE_MEMBER = kind(
    "role-member",
    Group.PLACES,
    gettext_noop("이제 %(club)s 운영진이 아니에요. 부원으로 함께해요."),
    to="the member",
    page="the club",
)
MEMBER_REMOVED = kind(
    "member-removed",
    Group.PLACES,
    gettext_noop("%(club)s에서 나오게 됐어요."),
    sentence_with_reason=gettext_noop("%(club)s에서 나오게 됐어요. 이유: %(reason)s"),
    to="the former member",
    page="the club",
)
MEMBER_BANNED = kind(
    "member-banned",
    Group.PLACES,
    gettext_noop("%(club)s에 더 들어갈 수 없게 됐어요."),
    sentence_with_reason=gettext_noop("%(club)s에 더 들어갈 수 없게 됐어요. 이유: %(reason)s"),
    to="the banned person",
    page="the club",
)
MEMBER_MUTED = kind(
    "member-muted",
    Group.PLACES,
    gettext_noop("%(club)s에서 %(day)s까지 글을 쓸 수 없어요."),
    to="the muted member",
    page="the club",
)
TERM_OPENED = kind(
    "term-opened",
    Group.PLACES,
    gettext_noop("이번 학기에도 함께할 동아리를 확인해 주세요."),
    to="the members who have not confirmed all their clubs, once confirming has begun",
    page="the user's term",
    way=Way.DAILY,
)
TERM_CLOSES_IN_A_WEEK = kind(
    "term-closes-in-a-week",
    Group.PLACES,
    gettext_noop("일주일 뒤면 이번 학기 동아리 확인을 마감해요."),
    to="the members who have not confirmed all their clubs, 7 days before",
    page="the user's term",
    way=Way.DAILY,
)
TERM_CLOSES_TOMORROW = kind(
    "term-closes-tomorrow",
    Group.PLACES,
    gettext_noop("내일 이번 학기 동아리 확인을 마감해요."),
    to="the members who have not confirmed all their clubs, the day before",
    page="the user's term",
    hour=12,
)
CONFIRMATION_ASKED = kind(
    "confirmation-asked",
    Group.PLACES,
    gettext_noop("%(club)s에 이번 학기에도 함께하는지 확인해 주세요."),
    to="the members who have not confirmed the club, when an officer asks; once in 3 days",
    page="the user's term",
)
DUES_ASKED = kind(
    "dues-asked",
    Group.PLACES,
    gettext_noop("%(club)s 회비를 아직 내지 않았어요."),
    to="the members who have not paid the dues, when an officer asks; once in 3 days",
    page="the dues of the club",
)
CONTENT_HIDDEN = kind(
    "content-hidden",
    Group.PLACES,
    gettext_noop("운영진이 내 글을 가렸어요."),
    sentence_with_reason=gettext_noop("운영진이 내 글을 가렸어요. 이유: %(reason)s"),
    to="the author",
    page="the guide",
)
REPORT_HANDLED = kind(
    "report-handled",
    Group.PLACES,
    gettext_noop("신고한 글을 살펴봤어요. 알려 줘서 고마워요."),
    to="those who reported it",
    page="the guide",
    way=Way.DAILY,
)
NEW_PRESIDENT = kind(
    "new-president",
    Group.PLACES,
    gettext_noop("%(club)s 회장이 %(name)s님으로 바뀌었어요."),
    to="the members",
    page="the club",
    way=Way.DAILY,
)
ROOM_BANNED = kind(
    "room-banned",
    Group.PLACES,
    gettext_noop("%(room)s 방에 더는 들어갈 수 없게 됐어요."),
    sentence_with_reason=gettext_noop("%(room)s 방에 더는 들어갈 수 없게 됐어요. 이유: %(reason)s"),
    to="the banned person",
    page="the list of rooms",
    way=Way.DAILY,
)
ROOM_OWNER = kind(
    "room-owner",
    Group.PLACES,
    gettext_noop("%(room)s 방의 방장이 됐어요."),
    to="the new owner",
    page="the room",
    way=Way.DAILY,
)

# Notices, events, news ---------------------------------------------------------------------

NOTICE = kind(
    "notice",
    Group.NOTICES,
    gettext_noop("%(club)s에 공지가 올라왔어요."),
    to="the members; the officers where it is for them alone",
    page="the post",
)
CLUB_NOTICE = kind(
    "club-notice",
    Group.NOTICES,
    gettext_noop("%(club)s에서 공지를 보냈어요."),
    to="the members whom an officer has chosen, also those who have blocked that officer",
    page="the notice, until they leave the club",
)
UNION_NOTICE = kind(
    "union-notice",
    Group.NOTICES,
    gettext_noop("동아리연합회에서 공지를 보냈어요."),
    to="the students, presidents, officers or members of a category whom the union has chosen",
    page="the notice",
)
MUST_READ_NOTICE = kind(
    "must-read-notice",
    Group.MUST_READS,
    gettext_noop("%(club)s에 꼭 읽어야 하는 공지가 올라왔어요."),
    to="the members; the officers where it is for them alone",
    page="the post",
)
MUST_READ_UNREAD = kind(
    "must-read-unread",
    Group.MUST_READS,
    gettext_noop("%(club)s의 꼭 읽어야 하는 공지를 아직 읽지 않았어요."),
    to="the members who have not read it after 3 days, once",
    page="the post",
)
NEW_EVENT = kind(
    "new-event",
    Group.EVENTS,
    gettext_noop("%(club)s에 새 일정이 올라왔어요."),
    to="the members",
    page="the event",
    way=Way.DAILY,
)
EVENT_CHANGED = kind(
    "event-changed",
    Group.EVENTS,
    gettext_noop("%(club)s 일정이 바뀌었어요. %(before)s → %(after)s"),
    to="those who come or wait, when its time or place has changed",
    page="the event",
)
EVENT_CANCELLED = kind(
    "event-cancelled",
    Group.EVENTS,
    gettext_noop("%(club)s 일정이 취소됐어요. 이유: %(reason)s"),
    to="those who would have come, and who waited",
    page="the event",
)
EVENT_SEAT = kind(
    "event-seat",
    Group.EVENTS,
    gettext_noop("%(club)s 일정에 자리가 났어요. 이제 갈 수 있어요."),
    to="the first who waits",
    page="the event",
)
EVENT_TOMORROW = kind(
    "event-tomorrow",
    Group.EVENTS,
    gettext_noop("내일 %(club)s 일정이 있어요."),
    to="those who come",
    page="the event",
    hour=18,
)
NEW_POST = kind(
    "new-post",
    Group.NEWS,
    gettext_noop("%(club)s에 새 글이 올라왔어요."),
    to="the followers, where the post is public",
    page="the post",
    way=Way.DAILY,
)
FOLLOWED_POST = kind(
    "followed-post",
    Group.NEWS,
    gettext_noop("%(by)s님이 %(club)s에 글을 썼어요."),
    to="the members who may read the post and follow its author, unless it is a notice",
    page="the post",
    way=Way.NEVER,
)
NEW_PUBLIC_EVENT = kind(
    "new-public-event",
    Group.NEWS,
    gettext_noop("%(club)s에 새 일정이 올라왔어요."),
    to="the followers, where the event is public",
    page="the event",
    way=Way.DAILY,
)

# Talk --------------------------------------------------------------------------------------

COMMENT = kind(
    "comment",
    Group.TALK,
    gettext_noop("%(by)s님이 내 글에 댓글을 남겼어요."),
    to="the author of the post",
    page="the comment",
    way=Way.DAILY,
    collapses=True,
)
REPLY = kind(
    "reply",
    Group.TALK,
    gettext_noop("%(by)s님이 내 댓글에 답했어요."),
    to="the author of the comment",
    page="the reply",
    way=Way.DAILY,
    collapses=True,
)
MENTION = kind(
    "mention",
    Group.TALK,
    gettext_noop("%(by)s님이 %(room)s에서 나를 불렀어요."),
    to="the mentioned",
    page="the message",
    collapses=True,
)
MENTION_IN_DIRECT_ROOM = kind(
    "mention-in-direct-room",
    Group.TALK,
    gettext_noop("%(by)s님이 대화에서 나를 불렀어요."),
    to="the mentioned",
    page="the message",
    collapses=True,
)
DIRECT_ROOM = kind(
    "direct-room",
    Group.TALK,
    gettext_noop("%(by)s님이 나와 대화를 시작했어요."),
    to="the others",
    page="the room",
)
DIRECT_MESSAGE = kind(
    "direct-message",
    Group.TALK,
    gettext_noop("%(by)s님이 메시지를 보냈어요."),
    to="the others who are away, once until they read",
    page="the room",
    collapses=True,
)
INQUIRY_ANSWERED = kind(
    "inquiry-answered",
    Group.TALK,
    gettext_noop("%(club)s에서 내 질문에 답했어요."),
    to="who asked the club",
    page="the inquiry",
)
INQUIRY_DELETED = kind(
    "inquiry-deleted",
    Group.TALK,
    gettext_noop("%(club)s 운영진이 내 질문을 지웠어요. 이유: %(reason)s"),
    to="who asked the club",
    page="the club",
    way=Way.DAILY,
)
LIKE = kind(
    "like",
    Group.LIKES,
    gettext_noop("%(by)s님이 내 글을 좋아해요."),
    to="the author of the post",
    page="the post",
    way=Way.NEVER,
    collapses=True,
)

# What officers and the union have to do ----------------------------------------------------

APPLICATION_RECEIVED = kind(
    "application-received",
    Group.DUTIES,
    gettext_noop("%(by)s님이 %(club)s에 지원했어요."),
    to="the officers",
    page="the applications",
    way=Way.DAILY,
    collapses=True,
)
INQUIRY_RECEIVED = kind(
    "inquiry-received",
    Group.DUTIES,
    gettext_noop("%(club)s에 질문이 왔어요."),
    to="the officers, until one of them answers",
    page="the inquiry",
    way=Way.DAILY,
)
APPLICATIONS_OVERDUE = kind(
    "applications-overdue",
    Group.DUTIES,
    gettext_noop("%(club)s에 오래 기다린 지원서가 있어요. 오늘 살펴봐 주세요."),
    to="the officers, after 7 days or when the union asks",
    page="the applications",
)
APPLICATIONS_OVERDUE_FOR_UNION = kind(
    "applications-overdue-for-union",
    Group.DUTIES,
    gettext_noop("%(club)s 지원서가 2주 넘게 답을 못 받았어요."),
    to="the union, after 14 days",
    page="the clubs with overdue applications",
    way=Way.DAILY,
)
REPORT_RECEIVED = kind(
    "report-received",
    Group.DUTIES,
    gettext_noop("%(club)s에 신고가 들어왔어요."),
    to="the officers",
    page="the cases",
    collapses=True,
)
CASE_RECEIVED = kind(
    "case-received",
    Group.DUTIES,
    gettext_noop("연합회가 볼 신고가 들어왔어요."),
    to="the union",
    page="the union's cases",
    collapses=True,
)
CLUB_SUBMITTED = kind(
    "club-submitted",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리가 연합회의 확인을 기다려요."),
    to="the union",
    page="the union's clubs",
)
CLUB_OPENED = kind(
    "club-opened",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리가 열렸어요."),
    to="the president",
    page="the club",
)
CLUB_RETURNED = kind(
    "club-returned",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리를 조금 고쳐 주세요."),
    to="the president",
    page="the form of the club",
)
CLUB_SUSPENDED = kind(
    "club-suspended",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리가 정지됐어요. 이유: %(reason)s"),
    to="the president",
    page="the club",
)
CLUB_ARCHIVED = kind(
    "club-archived",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리를 보관했어요. 이유: %(reason)s"),
    to="the president",
    page="the club",
)
CLUB_RESTORED = kind(
    "club-restored",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리를 다시 열었어요."),
    to="the president",
    page="the club",
)
CLUB_PAUSED = kind(
    "club-paused",
    Group.DUTIES,
    gettext_noop("연합회가 %(club)s 동아리를 쉬는 중으로 바꿨어요."),
    to="the president",
    page="the club",
)
CLUB_RESUMED = kind(
    "club-resumed",
    Group.DUTIES,
    gettext_noop("연합회가 %(club)s 동아리를 활동 중으로 바꿨어요."),
    to="the president",
    page="the club",
)
REGISTRATION_FILED = kind(
    "registration-filed",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리가 학기 등록을 신청했어요."),
    to="the union",
    page="the union's page of the registration",
    way=Way.DAILY,
)
REGISTRATION_ASSIGNED = kind(
    "registration-assigned",
    Group.DUTIES,
    gettext_noop("%(club)s 등록 신청을 맡게 됐어요."),
    to="the member of the union who takes care of it",
    page="the union's page of the registration",
)
REGISTRATION_RETURNED = kind(
    "registration-returned",
    Group.DUTIES,
    gettext_noop("%(club)s 등록 신청을 고쳐 달라고 해요."),
    to="the president",
    page="the registration",
)
REGISTRATION_APPEALED = kind(
    "registration-appealed",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리가 등록 결정에 이의를 신청했어요."),
    to="the union",
    page="the union's page of the registration",
)
APPEAL_ACCEPTED = kind(
    "appeal-accepted",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리의 이의가 받아들여져서 대표자회의에서 다시 정해요."),
    to="the president",
    page="the registration",
)
REGISTRATION_REOPENED = kind(
    "registration-reopened",
    Group.DUTIES,
    gettext_noop("연합회가 %(club)s 동아리의 등록을 다시 열었어요."),
    sentence_with_reason=gettext_noop(
        "연합회가 %(club)s 동아리의 등록을 다시 열었어요. 이유: %(reason)s"
    ),
    to="the president",
    page="the registration",
)
REGISTRATION_EXTENDED = kind(
    "registration-extended",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리는 등록을 더 늦게 신청해도 돼요."),
    sentence_with_reason=gettext_noop(
        "%(club)s 동아리는 등록을 더 늦게 신청해도 돼요. 이유: %(reason)s"
    ),
    to="the president",
    page="the registration",
)
REGISTRATION_ACCEPTED = kind(
    "registration-accepted",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리가 이번 학기에 등록됐어요."),
    to="the president",
    page="the registration",
)
REGISTRATION_REFUSED = kind(
    "registration-refused",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리가 이번 학기에 등록되지 않았어요."),
    sentence_with_reason=gettext_noop(
        "%(club)s 동아리가 이번 학기에 등록되지 않았어요. 이유: %(reason)s"
    ),
    to="the president",
    page="the registration",
)
REGISTRATION_MISSED = kind(
    "registration-missed",
    Group.DUTIES,
    gettext_noop("학기 등록을 신청하지 않아서 %(club)s 동아리가 쉬는 중이 됐어요."),
    to="the president",
    page="the club",
)
ADVISOR_AGREED = kind(
    "advisor-agreed",
    Group.DUTIES,
    gettext_noop("%(club)s 지도교수님이 동의했어요."),
    to="the officers",
    page="the registration",
)
ADVISOR_DECLINED = kind(
    "advisor-declined",
    Group.DUTIES,
    gettext_noop("%(club)s 지도교수님이 사양했어요. 다른 분께 부탁해 주세요."),
    to="the officers",
    page="the registration",
)
ADVISOR_CONFIRMED = kind(
    "advisor-confirmed",
    Group.DUTIES,
    gettext_noop("연합회가 %(club)s 지도교수의 동의를 확인했어요."),
    to="the officers",
    page="the registration",
)
ADVISOR_NOT_APPROVED = kind(
    "advisor-not-approved",
    Group.DUTIES,
    gettext_noop("연합회가 %(club)s 지도교수의 메일 주소를 승인하지 않았어요."),
    to="the officers",
    page="the registration",
)
ADVISOR_TO_APPROVE = kind(
    "advisor-to-approve",
    Group.DUTIES,
    gettext_noop("%(club)s 지도교수의 메일 주소를 확인해 주세요."),
    to="the union",
    page="the union's page of the registration",
    way=Way.DAILY,
)
ACTIVITY_FILED = kind(
    "activity-filed",
    Group.DUTIES,
    gettext_noop("%(club)s에서 활동보고서를 냈어요."),
    to="the union",
    page="the union's page of the activity report",
    way=Way.DAILY,
)
ACTIVITY_RETURNED = kind(
    "activity-returned",
    Group.DUTIES,
    gettext_noop("%(club)s 활동보고서를 고쳐 달라고 해요."),
    to="the officers",
    page="the activity report",
)
ACTIVITY_ACCEPTED = kind(
    "activity-accepted",
    Group.DUTIES,
    gettext_noop("%(club)s 활동보고서가 인정됐어요."),
    to="the officers",
    page="the activity report",
    way=Way.DAILY,
)
MARK_GIVEN = kind(
    "mark-given",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리에 %(mark)s 하나가 더해졌어요."),
    sentence_with_reason=gettext_noop(
        "%(club)s 동아리에 %(mark)s 하나가 더해졌어요. 이유: %(reason)s"
    ),
    to="the officers",
    page="the marks of the club",
)
MARK_APPEALED = kind(
    "mark-appealed",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리가 이의를 신청했어요: %(mark)s"),
    to="the union",
    page="the union's page of the mark",
)
MARK_LIFTED = kind(
    "mark-lifted",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리의 기록 하나가 없어졌어요: %(mark)s"),
    sentence_with_reason=gettext_noop(
        "%(club)s 동아리의 기록 하나가 없어졌어요: %(mark)s. 이유: %(reason)s"
    ),
    to="the officers",
    page="the marks of the club",
)
MARK_KEPT = kind(
    "mark-kept",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리의 이의를 보고 그대로 두기로 했어요: %(mark)s"),
    sentence_with_reason=gettext_noop(
        "%(club)s 동아리의 이의를 보고 그대로 두기로 했어요: %(mark)s. 이유: %(reason)s"
    ),
    to="the officers",
    page="the marks of the club",
)
BOOKING_ASKED = kind(
    "booking-asked",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리가 예약하고 싶어 해요: %(booking)s"),
    to="the union",
    page="the union's page of the booking",
)
BOOKING_AGREED = kind(
    "booking-agreed",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리의 예약을 연합회가 허락했어요: %(booking)s"),
    to="the officers",
    page="the bookings of the club",
)
BOOKING_DECLINED = kind(
    "booking-declined",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리의 예약을 연합회가 거절했어요: %(booking)s"),
    sentence_with_reason=gettext_noop(
        "%(club)s 동아리의 예약을 연합회가 거절했어요: %(booking)s. 이유: %(reason)s"
    ),
    to="the officers",
    page="the bookings of the club",
)
BOOKING_REVOKED = kind(
    "booking-revoked",
    Group.DUTIES,
    gettext_noop("%(club)s 동아리의 예약을 연합회가 취소했어요: %(booking)s"),
    sentence_with_reason=gettext_noop(
        "%(club)s 동아리의 예약을 연합회가 취소했어요: %(booking)s. 이유: %(reason)s"
    ),
    to="the officers",
    page="the bookings of the club",
)
CLUB_RENAMED = kind(
    "club-renamed",
    Group.DUTIES,
    gettext_noop("연합회가 동아리 이름을 바꿨어요. %(before)s → %(club)s"),
    to="the president",
    page="the club",
)
PRESIDENCY_OFFERED = kind(
    "presidency-offered",
    Group.DUTIES,
    gettext_noop("%(club)s 회장을 맡아 달라는 제안이 왔어요."),
    to="the successor",
    page="the presidency",
)
PRESIDENCY_OFFER_TAKEN_BACK = kind(
    "presidency-offer-taken-back",
    Group.DUTIES,
    gettext_noop("%(club)s 회장 제안을 취소했어요."),
    to="the successor",
    page="the presidency",
)
PRESIDENCY_DECLINED = kind(
    "presidency-declined",
    Group.DUTIES,
    gettext_noop("%(by)s님이 %(club)s 회장을 사양했어요."),
    to="the president",
    page="the presidency",
)
PRESIDENCY_CLAIMED = kind(
    "presidency-claimed",
    Group.DUTIES,
    gettext_noop("%(by)s님이 %(club)s 회장을 맡고 싶어 해요."),
    to="the union and the president",
    page="the union's claims; the presidency",
)
CLAIM_DECLINED = kind(
    "claim-declined",
    Group.DUTIES,
    gettext_noop("%(club)s 회장 신청이 받아들여지지 않았어요."),
    to="the claimant",
    page="the presidency",
)

# Accounts ----------------------------------------------------------------------------------

NEW_DEVICE = kind(
    "new-device",
    Group.ACCOUNT,
    gettext_noop("새 기기에서 로그인했어요. %(device)s"),
    to="the owner of the account",
    page="the devices",
)
SECOND_FACTOR_DUE = kind(
    "second-factor-due",
    Group.ACCOUNT,
    gettext_noop("연합회 계정은 3일 안에 2단계 인증을 켜야 해요."),
    to="who works for the union and has no second factor, at the first page they open",
    page="the second factors",
)
SECOND_FACTOR_ADDED = kind(
    "second-factor-added",
    Group.ACCOUNT,
    gettext_noop("2단계 인증을 하나 켰어요. 내가 한 일이 아니라면 비밀번호를 바꿔 주세요."),
    to="the owner of the account",
    page="the second factors",
)
SECOND_FACTOR_REMOVED = kind(
    "second-factor-removed",
    Group.ACCOUNT,
    gettext_noop("2단계 인증을 하나 껐어요. 내가 한 일이 아니라면 비밀번호를 바꿔 주세요."),
    to="the owner of the account",
    page="the second factors",
)
RECOVERY_ASKED = kind(
    "recovery-asked",
    Group.ACCOUNT,
    gettext_noop("%(by)s님이 내 2단계 인증을 없애려고 해요. 부탁한 적이 없다면 바로 막아 주세요."),
    to="the owner of the account, when one of the union asks for it",
    page="the second factors",
)
SECOND_FACTORS_RESET = kind(
    "second-factors-reset",
    Group.ACCOUNT,
    gettext_noop("부탁한 대로 2단계 인증을 모두 없앴어요. 비밀번호로 로그인해서 다시 켜 주세요."),
    to="the owner of the account",
    page="the second factors",
)
POWERS_GIVEN = kind(
    "powers-given",
    Group.ACCOUNT,
    gettext_noop("%(by)s님이 %(name)s님에게 연합회 권한을 줬어요."),
    to="the union, when somebody is made one of it or may use the admin site",
    page="what the union has done about the person",
)
POWERS_TAKEN = kind(
    "powers-taken",
    Group.ACCOUNT,
    gettext_noop("%(by)s님이 %(name)s님의 연합회 권한을 거뒀어요."),
    to="the union and the person",
    page="what the union has done about the person; the person",
)
LIST_EXPORTED = kind(
    "list-exported",
    Group.ACCOUNT,
    gettext_noop("%(by)s님이 내가 들어 있는 %(club)s 명단을 내려받았어요."),
    to="those on the list",
    page="the club",
    way=Way.NEVER,
    collapses=True,
)

"""The form data that the table sends to each address."""

from datetime import timedelta

from django.utils import timezone

from accounts.notification_kinds import Group
from clubs.events.attendance_codes import current_code
from clubs.registration.tests.registrations import ADVISOR, NUMBERS
from clubs.reports.tests.activity_reports import activity_fields
from tests.documents import SentDocument
from tests.factories import DEVICE, PASSWORD, make_category


def day(hours):
    return f"{timezone.localtime() + timedelta(days=1, hours=hours):%Y-%m-%dT%H:%M}"


def described(**more):
    fields = {"summary": "함께 놀아요", "description": "매주 만나요", "emoji": "📷"}
    return fields | {"category": make_category().pk, "hue": "1", "pattern": "dot"} | more


def tomorrow():
    return f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"


LENT_PLACE = {
    "kind": "room", "units": "1", "opens_at": "09:00", "closes_at": "22:00", "step": "30",
    "longest_hours": "2", "day_hours": "2", "week_hours": "6", "days_ahead": "14", "state": "open",
}  # fmt: skip
WORDS = {"kind": "free", "visibility": "members", "title": "첫 롤", "body": "찍었어요"}
SETTINGS = {
    "name": "새 이름", "about": "", "emoji": "🌙", "hue": "3", "kind": "open", "capacity": "50",
    "slow_seconds": "10", "read_only": "on",
}  # fmt: skip
OF_OFFICE = {"name": "박교수", "title": "미술학과 교수", "reason": "학생처에 낸 동의서"}
FORMS = {  # data, or a function that makes it of the place
    "preferences": {"language": "en"},
    "accounts:profile-edit": {"display_name": "새 이름", "handle": "new_name"},
    "accounts:profile-visibility": dict.fromkeys(["avatar", "bio", "department"], "students"),
    "accounts:notification-preferences": {
        "quiet_from": 23, "quiet_until": 8, **{f"way-{group}": "daily" for group in Group},
        **{f"push-{group}": "on" for group in Group},
    },
    "accounts:push-subscriptions": DEVICE,
    "accounts:closure": lambda p: {"password": PASSWORD, "name": p.student.display_name},
    "clubs:club-new": lambda p: described(name="아주 새로운 모임", join_mode="request"),
    "clubs:inquiries": {"text": "카메라가 없어도 되나요?"},
    "clubs:inquiry-delete": {"reason": "광고예요"},
    "clubs:inquiry-report": {"reason": "spam"},
    "clubs:inquiry-answer": {"text": "동아리 것을 빌려 드려요"},
    "clubs:inquiry-answer-edit": {"text": "후문에 있어요"},
    "clubs:inquiry-answer-report": {"reason": "spam"},
    "clubs:faq-entries": {"question": "카메라가 없어도 되나요?", "answer": "빌려 드려요"},
    "clubs:faq-entry": {"question": "회비가 얼마인가요?", "answer": "만 원이에요"},
    "clubs:faq-entry-move": {"step": "-1"},
    "clubs:club-pause": {"pause": "1"},
    "clubs:club-edit": lambda p: described(name=p.club.name),
    "clubs:join": {"message": "하고 싶어요"},
    "clubs:draft": {"message": "하고"},
    "clubs:follow": {"follow": "1"},
    "clubs:presidency": lambda p: {"to": p.membership.pk},
    "clubs:claim": {"reason": "회장이 졸업했어요"},
    "clubs:post-new": WORDS,
    "clubs:post-edit": lambda p: WORDS | {"removed": p.picture.pk},
    "clubs:post-like": {"like": "1"},
    "clubs:post-pin": {"pin": "1"},
    "clubs:post-poll": lambda p: {"choice": p.post.poll.choices.first().pk},
    "clubs:post-report": {"reason": "spam"},
    "clubs:comment-report": {"reason": "spam"},
    "clubs:comments": lambda p: {"text": "네", "parent": p.comment.pk},
    "clubs:event-new": lambda p: {
        "title": "출사", "place": "서울숲", "starts_at": day(0), "ends_at": day(2),
    },
    "clubs:event-edit": lambda p: {
        "title": "야간 출사", "place": "서울숲", "starts_at": day(1), "ends_at": day(3),
    },
    "clubs:event-cancel": {"reason": "비가 많이 와요"},
    "clubs:event-rsvp": {"rsvp": "yes"},
    "clubs:event-attend": lambda p: {"code": current_code(p.running_event)},
    "clubs:event-attendance-add": lambda p: {"user": p.president.pk},
    "clubs:event-attendance-take-back": lambda p: {"user": p.member.pk},
    "clubs:event-attendance-strike": {"strike": "1"},
    "clubs:event-guests": {"guest_count": "3"},
    "clubs:application-manage": {"decision": "approve"},
    "clubs:applications-bulk": lambda p: {"decision": "approve", "pick": p.application.pk},
    "clubs:member-manage": {"role": "officer", "title": "총무"},
    "clubs:member-remove": {"reason": "오래 나오지 않았어요"},
    "clubs:ban": {"days": "30", "reason": "도배"},
    "clubs:invites": {"days": "7"},
    "clubs:notice-new": lambda p: {
        "title": "출사", "text": "토요일 두 시", "recipients": p.sealed_recipients,
    },
    "clubs:case-decide": {"decision": "hide"},
    "clubs:recruiting": {"join_mode": "request"},
    "clubs:questions": {"text": "왜?", "kind": "long"},
    "clubs:questions-again": lambda p: {"number": p.question.questionnaire.number},
    "clubs:question": {"text": "왜?", "kind": "long"},
    "clubs:question-move": {"step": "1"},
    "rooms:room-new": {"name": "새 방", "kind": "open", "capacity": "20"},
    "rooms:direct": lambda p: {"with": p.author.username},
    "rooms:room-enter-by-name": lambda p: {"name": p.room.name},
    "rooms:room-enter": {"password": PASSWORD},
    "rooms:messages": {"text": "안녕"},
    "rooms:live-composer": {"text": "안녕"},
    "rooms:read-mark": {"number": "1"},
    "rooms:settings": SETTINGS,
    "rooms:invites": {"uses": "5", "days": "7"},
    "rooms:mute": {"minutes": "60"},
    "rooms:ban": {"reason": "도배"},
    "rooms:message-edit": {"text": "고친 말"},
    "rooms:message-react": {"add": "like"},
    "rooms:poll-new": {"poll_question": "언제?", "poll_choices": "토\n일", "poll_days": "1"},
    "rooms:message-poll": lambda p: {"choice": p.asking.poll.choices.first().pk},
    "rooms:message-report": {"reason": "spam"},
    "club-import": lambda p: {"sealed": p.sealed_clubs},
    "helper:helper": {"q": "비밀번호 바꾸고 싶어"},
    "union:club-return": {"reason": "소개를 더 써 주세요"},
    "union:club": {"verb": "suspend", "reason": "회계를 확인하고 있어요"},
    "union:club-rename": {"name": "새 이름 모임"},
    "union:club-classify": lambda p: {"category": p.club.category_id, "kind": "department"},
    "union:recovery-new": {"how": "연합회실에서 학생증을 봤어요"},
    "union:replacement-new": lambda p: {"successor": p.author.pk, "reason": "회비를 돌려주지 않아요"},
    "union:claim-decline": {"reason": "회장이 돌아왔어요"},
    "union:notice-new": lambda p: {
        "title": "축제", "text": "부스를 신청해 주세요", "recipients": p.sealed_recipients,
    },
    "union:person": {"days": "7", "reason": "도배"},
    "union:person-rename": {"display_name": "총학생회", "handle": "총학생회"},
    "union:case": {"reason": "앞뒤를 봐야 해요"},
    "union:case-decide": {"decision": "hide"},
    "union:categories": {"name": "새것", "name_en": "New", "slug": "new", "position": "1"},
    "union:category": {"name": "새것", "name_en": "New", "slug": "new", "position": "1"},
    "union:banned-words": {"word": "못된말"},
    "union:school-domains": {"name": "new.example"},
    "union:terms": {"code": "2031-1", "starts_on": "2031-03-02", "ends_on": "2031-06-21"},
    "union:term": {"starts_on": "2032-03-02", "ends_on": "2032-06-28"},
    "union:term-window": {"opens_at": "2032-03-02T09:00", "closes_at": "2032-03-20T18:00"},
    "rules-edit": NUMBERS,
    "registration-assign": {},
    "extension": {"until": "2033-04-01T18:00", "reason": "회장이 다쳤어요"},
    "clubs:appeal": {"text": "지난 학기 보고서를 다시 봐 주세요"},
    "appeal-review": {"outcome": "accepted", "reason": "보고서가 있어요"},
    "reopening": {"reason": "명단을 다시 봐야 해요"},
    "marks-of-club": {"kind": "caution", "reason": "대표자회의에 오지 않았어요"},
    "mark": {"verb": "lift", "reason": "왔던 것을 확인했어요"},
    "booking-new": lambda p: {
        "club": p.club.pk, "day": tomorrow(), "begins": "10:00", "ends": "12:00",
        "purpose": "정기 연습",
    },
    "booking": {"verb": "revoke", "reason": "그날 전기 공사를 해요"},
    "clubs:booking-report": {"used": "1"},
    "place-new": LENT_PLACE | {"name": "아주 새로운 연습실"},
    "slots": lambda p: {
        "club": p.slot.club.pk, "weekday": "3", "begins": "9:00", "ends": "10:00",
        "purpose": "매주 연습",
    },
    "slot-end": {"reason": "학기 공사를 해요"},
    "place-edit": lambda p: LENT_PLACE | {"name": p.lent_place.name},
    "clubs:bylaws-write": {"text": "## 목적\n사진을 찍어요.", "change": "목적을 더했어요"},
    "clubs:dues-manage": lambda p: {
        "amount": "20000", "due_on": f"{p.dues.due_on}", "note": "카메라 수리에 써요",
    },
    "clubs:dues-mark": {"paid": "1"},
    "clubs:mark-appeal": {"text": "늦게 도착했지만 있었어요"},
    "resolution": lambda p: {
        "registrations": p.filed.pk, "meeting": "대표자회의", "held_on": "2026-01-02", "present": "9",
        "in_favour": "7", "against": "1", "abstained": "1", "outcome": "accepted",
    },
    "registration-review": {"verb": "accept"},
    "registration-consent": OF_OFFICE,
    "clubs:paper": {"file": SentDocument()},
    "advise": {"answer": "agreed"},
    "clubs:consent-new": ADVISOR,
    "clubs:activity-report-new": lambda p: p.term and activity_fields(),
    "clubs:activity-report": lambda _p: activity_fields(title="밤 출사"),
    "activity-report-review": {"verb": "accept"},
    "clubs:registration": {"purpose": "사진을 찍어요", "plan": "한 달에 한 번 출사"},
    "my-term": lambda p: {"department": p.department.pk, "status": "attending"},
    "my-term-confirm": lambda p: {"club": p.club_to_confirm.slug},
    "my-term-renew": lambda p: {"club": p.club_to_confirm.slug},  # whose window it needs
    "my-term-take-back": lambda p: {"club": p.club_to_confirm.slug},
    "certificates": lambda p: {"club": p.certificate.club.slug},
    "clubs:roster-ask": lambda p: {"term": p.term.code},
    "union:departments": {"lines": "공과대학, 컴퓨터공학과", "confirmed": "1"},
    "union:department-hide": {"hidden": "1"},
}  # fmt: skip
NAMING = {  # addresses whose form data names a thing of the place
    "clubs:presidency", "clubs:post-edit", "clubs:comments", "clubs:applications-bulk",
    "clubs:event-attendance-add",
    "clubs:notice-new", "union:replacement-new",
}  # fmt: skip

"""The audit log of a club: decisions, written once and never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.handles import named_like

ROLES = {"member": _("부원"), "officer": _("운영진")}
OUTCOMES = {
    "hidden": _("가렸어요"),
    "cleared": _("문제없음"),
    "escalated": _("연합회에 넘겼어요"),
    "author-muted": _("글쓰기를 막았어요"),
}


class AuditLogEntryQuerySet(models.QuerySet):
    """Entries by who may read them and whom they involve."""

    def visible_to_members(self):
        """Entries every member may read: none about applicants, bans or removed members."""
        return self.filter(action__in=AuditLogEntry.VISIBLE_TO_MEMBERS)

    def involving(self, text):
        """Entries decided by users whose name or handle `text` finds, or about such users."""
        return self.filter(named_like(text, "by__") | named_like(text, "about__"))


class AuditLogEntry(models.Model):
    """One decision in the audit log. `Club.record` writes it; nothing changes or deletes it.

    Decisions of the union about people alone have no club.
    """

    class Action(models.TextChoices):  # not the field's choices: a new one needs no migration
        # About the club
        OPENED = "opened", pgettext_lazy("기록", "동아리 열기")
        RETURNED = "returned", _("동아리 돌려보내기")
        SUBMITTED = "submitted", _("확인 요청")
        EDITED = "edited", pgettext_lazy("기록", "동아리 고치기")
        RENAMED = "renamed", _("동아리 이름 바꾸기")
        CLASSIFIED = "classified", _("분야와 종류 바꾸기")
        QUESTIONS = "questions", _("질문 바꾸기")
        BYLAWS = "bylaws", pgettext_lazy("기록", "회칙 고치기")
        FAQ = "faq", pgettext_lazy("기록", "자주 묻는 질문 고치기")
        EVENT = "event", pgettext_lazy("기록", "일정 올리기")
        NOTICE_SENT = "notice-sent", pgettext_lazy("기록", "공지 보내기")
        EVENT_EDITED = "event-edited", pgettext_lazy("기록", "일정 고치기")
        EVENT_CANCELLED = "event-cancelled", pgettext_lazy("기록", "일정 취소")
        GUESTS_COUNTED = "guests-counted", pgettext_lazy("기록", "손님 수 적기")
        APPOINTED = "appointed", _("역할 정하기")
        OFFERED = "offered", _("회장 넘겨주기 제안")
        TAKEN_BACK = "taken-back", _("회장 제안 취소")
        DECLINED = "declined", _("회장 제안 사양")
        HANDED_OVER = "handed-over", _("회장 바뀜")
        CLAIMED = "claimed", pgettext_lazy("기록", "회장 맡기 신청")
        CLAIM_DECLINED = "claim-declined", _("회장 맡기 신청 거절")
        REPLACEMENT = "replacement", _("연합회가 회장을 바꾸자고 함")
        SUSPENDED = "suspended", _("동아리 정지")
        RESTORED = "restored", _("동아리 되살리기")
        ARCHIVED = "archived", _("동아리 보관")
        PAUSED = "paused", _("동아리 쉬기")
        RESUMED = "resumed", _("동아리 다시 활동하기")
        FILED = "filed", pgettext_lazy("기록", "등록 신청")
        UNFILED = "unfiled", _("등록 신청 돌려보내기")
        APPEALED = "appealed", pgettext_lazy("기록", "이의 신청")
        REOPENED = "reopened", pgettext_lazy("기록", "등록 다시 열기")
        CHECKED = "checked", pgettext_lazy("기록", "등록 신청 확인")
        EXTENDED = "extended", pgettext_lazy("기록", "등록 신청 기간 늘리기")
        REGISTERED = "registered", pgettext_lazy("기록", "등록됨")
        NOT_REGISTERED = "not-registered", pgettext_lazy("기록", "등록 안 됨")
        ADVISOR_ASKED = "advisor-asked", _("지도교수에게 부탁하기")
        ADVISOR_REVOKED = "advisor-revoked", _("지도교수에게 부탁한 것 취소")
        ADVISOR_APPROVED = "advisor-approved", _("지도교수의 메일 주소 승인")
        ADVISOR_AGREED = "advisor-agreed", _("지도교수가 동의함")
        ADVISOR_DECLINED = "advisor-declined", _("지도교수가 사양함")
        ADVISOR_CONFIRMED = "advisor-confirmed", _("연합회가 지도교수 동의를 확인함")
        ACTIVITY_FILED = "activity-filed", pgettext_lazy("기록", "활동보고서 제출")
        ACTIVITY_RETURNED = "activity-returned", _("활동보고서 돌려보내기")
        ACTIVITY_ACCEPTED = "activity-accepted", _("활동보고서 인정")
        MARKED = "marked", _("주의·경고·가점 받음")
        MARK_APPEALED = "mark-appealed", _("주의나 경고에 이의 신청")
        MARK_LIFTED = "mark-lifted", _("주의·경고·가점 없애기")
        MARK_KEPT = "mark-kept", _("주의나 경고 그대로 두기")
        BOOKED = "booked", _("공간이나 장비 예약")
        BOOKING_AGREED = "booking-agreed", _("예약 허락받음")
        BOOKING_DECLINED = "booking-declined", _("예약 거절당함")
        BOOKING_CANCELLED = "booking-cancelled", _("예약 취소")
        BOOKING_REVOKED = "booking-revoked", _("예약을 연합회가 취소함")
        SLOT_GRANTED = "slot-granted", _("매주 쓰는 시간 받음")
        SLOT_ENDED = "slot-ended", _("매주 쓰는 시간 취소됨")
        BOOKING_USED = "booking-used", _("예약한 곳을 썼음")
        BOOKING_MISSED = "booking-missed", _("예약한 곳을 쓰지 않음")
        PAPER_ADDED = "paper-added", _("서류 올리기")
        PAPER_REMOVED = "paper-removed", _("서류 빼기")
        CONTEXT_READ = "context-read", _("연합회가 들여다봄")
        ADMIN_READ = "admin-read", _("관리자 화면에서 열어 봄")
        ROSTER_READ = "roster-read", _("연합회가 명단을 확인함")
        # About people and what they wrote
        APPROVED = "approved", _("지원 승인")
        REJECTED = "rejected", _("지원 거절")
        WAITLISTED = "waitlisted", _("대기 명단에 올리기")
        INTERVIEW = "interview", _("면접 부르기")
        SEAT_OFFERED = "seat-offered", _("자리 제안하기")
        UNDONE = "undone", _("결정 되돌리기")
        REMOVED = "removed", pgettext_lazy("기록", "내보내기")
        BANNED = "banned", pgettext_lazy("기록", "가입 막기")
        UNBANNED = "unbanned", _("가입 막기 풀기")
        INVITED = "invited", _("초대 링크 만들기")
        UNINVITED = "uninvited", _("초대 링크 없애기")
        JOINED = "joined", _("초대로 들어옴")
        IMPORTED = "imported", pgettext_lazy("기록", "동아리와 부원 가져오기")
        INVITATION_SENT = "invitation-sent", _("초대 다시 보내기")
        INVITATION_REVOKED = "invitation-revoked", pgettext_lazy("기록", "초대 취소")
        EXPORTED = "exported", pgettext_lazy("기록", "명단 내려받기")
        ATTENDANCE_ADDED = "attendance-added", pgettext_lazy("기록", "출석 적기")
        ATTENDANCE_TAKEN_BACK = "attendance-undone", pgettext_lazy("기록", "출석 되돌리기")
        POST_DELETED = "post-deleted", _("글 지우기")
        COMMENT_DELETED = "comment-deleted", _("댓글 지우기")
        INQUIRY_ANSWERED = "inquiry-answered", _("질문에 답하기")
        INQUIRY_DELETED = "inquiry-deleted", _("물어본 것 지우기")
        REPORT = "report", _("신고 처리")
        # About people, by the union
        NAMED = "named", pgettext_lazy("기록", "이름 주기")
        RECOVERY = "recovery", _("2단계 인증 복구를 부탁받음")
        RECOVERY_DROPPED = "recovery-dropped", _("2단계 인증 복구를 그만둠")
        RECOVERED = "recovered", _("2단계 인증을 모두 없앰")
        POWERS_GIVEN = "powers-given", _("연합회 권한을 받음")
        POWERS_TAKEN = "powers-taken", _("연합회 권한이 없어짐")

    VISIBLE_TO_MEMBERS = [
        Action.OPENED, Action.RETURNED, Action.SUBMITTED, Action.EDITED,
        Action.RENAMED, Action.CLASSIFIED, Action.QUESTIONS, Action.FAQ,
        Action.EVENT, Action.EVENT_EDITED, Action.EVENT_CANCELLED, Action.APPOINTED, Action.OFFERED, Action.TAKEN_BACK, Action.DECLINED,
        Action.HANDED_OVER, Action.CLAIMED, Action.CLAIM_DECLINED, Action.REPLACEMENT, Action.SUSPENDED,
        Action.RESTORED, Action.ARCHIVED, Action.PAUSED, Action.RESUMED, Action.CONTEXT_READ,
        Action.FILED, Action.UNFILED, Action.APPEALED, Action.REOPENED, Action.CHECKED, Action.EXTENDED, Action.REGISTERED,
        Action.NOT_REGISTERED, Action.ROSTER_READ, Action.ADMIN_READ,
        Action.ACTIVITY_FILED, Action.ACTIVITY_RETURNED, Action.ACTIVITY_ACCEPTED,
    ]  # fmt: skip

    club = models.ForeignKey(
        "clubs.Club", models.CASCADE, null=True, related_name="audit_log_entries"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=20)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    detail = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = AuditLogEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["club", "-id"], name="club_log")]
        verbose_name = _("동아리 기록")

    def __str__(self):
        return str(self.action_label)

    @property
    def action_label(self):
        """The action in words, or its code if there is no such action any more."""
        if self.action not in AuditLogEntry.Action.values:
            return self.action
        return AuditLogEntry.Action(self.action).label

    @property
    def detail_text(self):
        """The detail as text for readers: codes of fields, roles and outcomes become words."""
        match self.action:
            case AuditLogEntry.Action.EDITED:
                fields = {field.name: field.verbose_name for field in self.club._meta.fields}
                return ", ".join(str(fields.get(name, name)) for name in self.detail.split())
            case AuditLogEntry.Action.APPOINTED:
                role, _blank, title = self.detail.partition(" ")
                return f"{ROLES.get(role, role)} {title}".strip()
            case AuditLogEntry.Action.REPORT:
                outcome, _blank, note = self.detail.partition(" ")
                return f"{OUTCOMES.get(outcome, outcome)} {note}".strip()
        return self.detail

"""What a user has in clubs, for the export of their data: their own words, places and answers.

Nothing of others but what was said to the user: of a decision that it was made, with the note for
the applicant, unless it was undone; of a notice only its title.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.exports.sections import ExportSection, export_sections
from clubs.models import (
    RSVP,
    Answer,
    Application,
    Attendance,
    AuditLogEntry,
    Booking,
    Bylaws,
    Certificate,
    Claim,
    Comment,
    Confirmation,
    Draft,
    Follow,
    Inquiry,
    InquiryAnswer,
    Like,
    MarkAppeal,
    Membership,
    NoticeRecipient,
    PaidDues,
    Picture,
    Post,
    PostFile,
    PostRead,
    PostRevision,
    Report,
    StatusChange,
    Vote,
)


@export_sections.register(order=20)
def sections_of_places():
    """Return the sections of what the user is in clubs, and of how they came there."""
    return [
        ExportSection(
            "memberships", _("내 동아리"), Membership.objects, "user",
            "club=club__name role title created_at=joined_at",
        ),
        ExportSection("club_follows", _("관심 동아리"), Follow.objects, "user", "club=club__name"),
        ExportSection(
            "applications", _("지원서"), Application.objects, "applicant",
            "club=club__name message status note code=receipt created_at=submitted_at",
        ),
        ExportSection(
            "application_answers", _("지원서에 쓴 답"), Answer.objects, "application__applicant",
            "club=application__club__name question=question__text text",
        ),
        ExportSection(
            "application_steps", _("지원서가 지나온 단계"), StatusChange.objects.standing(),
            "application__applicant", "club=application__club__name status created_at=at",
        ),
        ExportSection(
            "drafts", _("임시 저장"), Draft.objects, "user",
            "club=club__name message answers edited_at=saved_at",
        ),
        ExportSection(
            "claims", _("회장 맡기 신청"), Claim.objects, "claimant",
            "club=club__name text=reason status created_at=submitted_at",
        ),
        ExportSection(
            "confirmations", _("부원 확인"), Confirmation.objects, "user",
            "club=club__name term=term__code role=role_then created_at=at",
        ),
        ExportSection(
            "certificates", _("활동 확인서"), Certificate.objects, "user",
            "club=club_name name code created_at=issued_at ended_at=revoked_at",
        ),
        ExportSection(
            "paid_dues", _("낸 회비"), PaidDues.objects, "membership__user",
            "club=dues__club__name term=dues__term__code amount=dues__amount created_at=at",
        ),
    ]  # fmt: skip


@export_sections.register(order=30)
def sections_of_words():
    """Return the sections of what the user has written and done in clubs."""
    return [
        ExportSection(
            "posts", pgettext_lazy("찾기", "글"), Post.objects, "author",
            "club=club__name kind visibility title body question=poll__question "
            "created_at edited_at deleted_at",
        ),
        ExportSection(
            "post_revisions", _("고친 기록"), PostRevision.objects, "post__author",
            "post title body ended_at=replaced_at",
        ),
        ExportSection(
            "post_pictures", _("글의 사진"), Picture.objects, "post__author", "post alt file"
        ),
        ExportSection(
            "post_files", _("글의 파일"), PostFile.objects, "post__author", "post name file=content"
        ),
        ExportSection(
            "comments", _("댓글"), Comment.objects, "author",
            "club=post__club__name post text created_at deleted_at",
        ),
        ExportSection("likes", _("좋아요"), Like.objects, "user", "club=post__club__name post"),
        ExportSection("post_reads", _("읽었어요"), PostRead.objects, "user", "post read_at"),
        ExportSection(
            "votes", _("내 투표"), Vote.objects, "user",
            "question=poll__question choice=choice__text",
        ),
        ExportSection(
            "inquiries", _("물어본 것"), Inquiry.objects, "author",
            "club=club__name text created_at deleted_at",
        ),
        ExportSection(
            "inquiry_answers", _("내가 한 답"), InquiryAnswer.objects, "author",
            "club=inquiry__club__name text created_at edited_at",
        ),
        ExportSection(
            "event_answers", _("일정 참석 답"), RSVP.objects, "user",
            "club=event__club__name event=event__title starts_at=event__starts_at status=going",
        ),
        ExportSection(
            "attendances", _("출석"), Attendance.objects, "user",
            "club=event__club__name event=event__title created_at",
        ),
        ExportSection(
            "notices", _("받은 공지"), NoticeRecipient.objects, "user",
            "club=notice__club__name title=notice__title read_at",
        ),
        ExportSection(
            "bookings", _("예약"), Booking.objects, "by",
            "club=club__name place=place__name text=purpose starts_at until=ends_at status=state",
        ),
        ExportSection(
            "bylaws", _("내가 고친 회칙"), Bylaws.objects, "by", "club=club__name text created_at=at"
        ),
        ExportSection(
            "mark_appeals", _("이의 신청"), MarkAppeal.objects, "by",
            "club=mark__club__name text created_at=at",
        ),
        ExportSection(
            "reports", _("내가 한 신고"), Report.objects, "reporter", "kind=reason note created_at"
        ),
        ExportSection(
            "decisions", _("내가 정한 것"), AuditLogEntry.objects, "by",
            "club=club__name kind=action created_at",
        ),
    ]  # fmt: skip

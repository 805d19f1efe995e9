"""Clubs, their boards, and pages that show something of a club."""

from datetime import date, timedelta
from functools import cached_property
from os.path import basename

from django.utils import timezone

from accounts.models import Enrolment, SchoolDomain, Term
from clubs.bylaws.tests.bylaws import write_bylaws
from clubs.certificates.tests.certificates import make_certificate
from clubs.dues.tests.dues import set_dues
from clubs.events.attendance_codes import current_code
from clubs.imports.club_import import ClubImport
from clubs.imports.union_views import sealed
from clubs.marks.tests.marks import give_mark
from clubs.models import (
    Appeal,
    Calendar,
    ClubInvitation,
    Consent,
    Evidence,
    MemberInvitation,
    Notice,
    Registration,
)
from clubs.notices.senders import ClubSender, Recipients
from clubs.places.tests.places import begun, book, make_place
from clubs.places.tests.slots import grant_slot
from clubs.registration.tests.registrations import (
    ask_advisor,
    ask_for_papers,
    confirm,
    hand_in,
    make_filing,
    make_registration,
)
from clubs.reports.tests.activity_reports import make_activity_report
from clubs.term.tests.terms import enrol, make_window
from kclub.files.documents import read_document
from kclub.files.images import reencode
from kclub.files.logos import reencode_logo
from tests.documents import upload_document
from tests.factories import (
    a_poll,
    make_application,
    make_club,
    make_member,
    make_officer,
    make_post,
    make_staff,
    make_user,
    unverified,
)
from tests.pictures import upload
from tests.places.base import SECRET, Place


class OfClub(Place):
    """A club, with its board, applications, people and cases."""

    namespace = "clubs"
    numbers = {
        "application-manage": "application",
        "member-manage": "membership",
        "member-remove": "membership",
        "invite-poster": "invite",
        "invite-qr": "invite",
        "invite-revoke": "invite",
        "case-decide": "case",
        "question": "question",
        "question-move": "question",
        "question-delete": "question",
        **dict.fromkeys(
            ["inquiry", "inquiry-delete", "inquiry-report", "inquiry-answer"], "inquiry"
        ),
        **dict.fromkeys(["inquiry-answer-edit", "inquiry-answer-report"], "answered_inquiry"),
        **dict.fromkeys(["paper-file", "paper-remove"], "paper"),
        **dict.fromkeys(["consent-resend", "consent-revoke"], "consent"),
        **dict.fromkeys(["activity-report", "activity-report-submit"], "activity_report"),
        "mark-appeal": "mark",
        "submission": "submission",
        "booking-cancel": "booking",
        "booking-report": "begun_booking",
        "dues-mark": "membership",
        **dict.fromkeys(
            ["activity-report-picture", "activity-report-thumbnail"], "activity_picture"
        ),
        **dict.fromkeys(["faq-entry", "faq-entry-move", "faq-entry-delete"], "faq_entry"),
    }
    visibility = "public"

    @cached_property
    def club(self):
        return make_club()

    @cached_property
    def refused(self):
        """A registration that the union has refused."""
        registration = make_registration(self.club, make_filing(), filed=True)
        registration.refuse(make_staff(), "활동이 없었어요")
        return registration

    @cached_property
    def registration(self):
        """A registration that lacks only what its form says."""
        registration = make_registration(self.club, make_filing())
        confirm(self.club, registration.term)
        return registration

    @cached_property
    def submission(self):
        """What the club has filed; the union has returned it, so that it may be edited once more."""
        registration = make_registration(self.club, make_filing(), filed=True)
        registration.send_back(make_staff(), {"purpose": "더 써 주세요"})
        return registration.last_submission

    @cached_property
    def paper(self):
        return hand_in(self.registration)

    @cached_property
    def consent(self):
        """A consent that was asked for yesterday, so that it may be sent again."""
        consent, _token = ask_advisor(self.registration)
        Consent.objects.update(asked_at=timezone.now() - timedelta(days=1))
        return consent

    @cached_property
    def activity_report(self):
        """A draft that lacks nothing, while a round is open."""
        return make_activity_report(self.club)

    @cached_property
    def activity_picture(self):
        return self.activity_report.pictures.get()

    @cached_property
    def dues(self):
        """Dues that nobody has paid."""
        return set_dues(self.club)

    @cached_property
    def mark(self):
        """A caution that nobody has appealed against."""
        return give_mark(self.club)

    @cached_property
    def lent_place(self):
        return make_place()

    @cached_property
    def booking(self):
        """A booking of tomorrow that the club has at once."""
        return book(self.lent_place, self.club)

    @cached_property
    def slot(self):
        """Hours of every Wednesday that the club has."""
        make_window()
        return grant_slot(self.lent_place, self.club)

    @cached_property
    def begun_booking(self):
        return begun(self.booking)

    @cached_property
    def club_picture(self):
        self.club.edit(logo=reencode_logo(upload()))
        return basename(self.club.logo.name)

    @cached_property
    def applicant(self):
        return self.application.applicant

    @cached_property
    def member(self):
        return make_member(self.club)

    @cached_property
    def author(self):
        return make_member(self.club)

    @cached_property
    def officer(self):
        return make_officer(self.club)

    @cached_property
    def president(self):
        return self.club.president

    @cached_property
    def elsewhere(self):
        """An officer of another club."""
        return make_officer(self.other.club)

    @cached_property
    def lapsed(self):
        """An officer who has lost their school address."""
        return unverified(make_officer(self.club))

    @cached_property
    def application(self):
        return make_application(self.club)

    @cached_property
    def offered(self):
        """The application, after a seat was offered to it."""
        self.application.waitlist(by=self.president)
        self.application.offer(by=self.president)
        return self.application

    @cached_property
    def membership(self):
        return self.club.memberships.get(user=self.author)

    @cached_property
    def banned(self):
        user = make_user()
        self.club.ban(user, by=self.president)
        return user

    @cached_property
    def invite(self):
        return self.club.invite(self.president)

    @cached_property
    def club_invitation(self):
        """An invitation of the stranger to preside over another club."""
        invitation = ClubInvitation(
            email=self.stranger.email,
            name=f"새로 여는 동아리 {self.club.pk}",
            summary="함께 시작해요",
            category=self.club.category,
            invited_by=self.union,
        )
        invitation.send()
        return invitation

    @cached_property
    def member_invitation(self):
        """An invitation of the stranger to join the club."""
        invitation = MemberInvitation(
            email=self.stranger.email, club=self.club, invited_by=self.union
        )
        invitation.send()
        return invitation

    @cached_property
    def sealed_recipients(self):
        sender = ClubSender(self.club, self.president)
        return sender.seal(Recipients("chosen", None, [self.author.pk]))

    @cached_property
    def question(self):
        return self.club.ask(self.president, text="왜 우리 동아리인가요?")

    @cached_property
    def inquiry(self):
        """What the author has asked, who is a member; nobody has answered."""
        return self.club.inquire(self.author, f"{SECRET} 좋아하나요?")

    @cached_property
    def answered_inquiry(self):
        inquiry = self.club.inquire(self.author, f"{SECRET} 어디 있나요?")
        inquiry.reply(self.president, "도서관 앞에 있어요")
        return inquiry

    @cached_property
    def faq_entry(self):
        self.club.add_faq_entry(self.president, "언제 모이나요?", "금요일에요")
        return self.club.add_faq_entry(self.president, "회비가 있나요?", "만 원이에요")

    @cached_property
    def post(self):
        fields = {"title": SECRET, "visibility": self.visibility}
        pictures = [(reencode(upload()), "")]
        return make_post(self.club, self.author, pictures=pictures, poll=a_poll(), **fields)

    @cached_property
    def file(self):
        self.post.attach([], [read_document(upload_document())])
        return self.post.files.get()

    @cached_property
    def notice(self):
        fields = {"title": SECRET, "visibility": self.visibility, "kind": "notice"}
        return make_post(self.club, must_read=True, **fields)

    @cached_property
    def picture(self):
        return self.post.pictures.get()

    @cached_property
    def comment(self):
        return self.post.comment(self.author, f"{SECRET} 좋아요")

    @cached_property
    def event(self):
        tomorrow = timezone.now() + timedelta(days=1)
        fields = {"starts_at": tomorrow, "ends_at": tomorrow + timedelta(hours=2)}
        public = self.visibility == "public"
        return self.club.events.create(title="출사", place="서울숲", public=public, **fields)

    @cached_property
    def running_event(self):
        """An event that has begun; the author has attended, an officer has added the member."""
        now, public = timezone.now(), self.visibility == "public"
        event = self.club.events.create(
            title="야간 출사",
            place="남산",
            public=public,
            starts_at=now,
            ends_at=now + timedelta(hours=2),
        )
        event.attend(self.author, current_code(event))
        event.record_attendance(self.member, by=self.president)
        return event

    @cached_property
    def case(self):
        return self.post.report(make_user(), "spam").case

    @cached_property
    def evidence(self):
        return Evidence.objects.get(case=self.case)

    @cached_property
    def term(self):
        return make_window().term

    def thing(self, name, arg):
        match name, arg:
            case "application-accept", "receipt":
                return self.offered.receipt
            case "presidency-accept" | "presidency-decline", "slug":
                self.club.offer_presidency(self.member, by=self.president)
            case "bylaws-version", "number":
                return write_bylaws(self.club).number
            case "bylaws", "slug":
                return write_bylaws(self.club).club.slug
            case "dues-mark" | "dues-remind" | "dues-csv", "slug":
                return self.dues.club.slug
            case "appeal", "slug":
                return self.refused.club.slug
            case "paper", "kind":
                return "budget"
            case "paper" | "papers-carry-over", "slug":
                ask_for_papers(self.registration)
            case "registration" | "registration-submit" | "consent-new", "slug":
                self.registration.edit(self.president, purpose="사진을 찍어요", plan="출사")
            case "club-invitation", "token":
                return self.club_invitation.token
            case "member-invitation", "token":
                return self.member_invitation.token
            case "ban-lift", "username":
                return self.banned.username
            case "ban", "username":
                return self.author.username
        match arg:
            case "slug":
                return self.club.slug
            case "receipt":
                return self.application.receipt
            case "token":
                return self.invite.token
            case "name":
                return self.club_picture
            case "post" | "comment":
                return getattr(self, arg).pk
        return super().thing(name, arg)

    def foreign(self, name):
        # Any user may be banned, also one who has never been in the club.
        # Every club has papers of the same kinds, and numbers its bylaws from 1.
        own = ("ban", "ban-lift", "paper", "bylaws-version")
        return () if name in own else super().foreign(name)


UNION_OF_TERM = ("registration", "registered", "rules", "resolution", "agenda")  # addresses


class OfSite(OfClub):
    """The addresses of no app; evidence is a picture that was reported in a club."""

    namespace = ""
    numbers = {
        "evidence": "evidence",
        "activity-report-review": "filed_activity_report",
        "mark": "mark",
        **dict.fromkeys(["place", "place-edit", "booking-new", "slots"], "lent_place"),
        "booking": "booking",
        "slot-end": "slot",
        **dict.fromkeys(["certificate", "certificate-revoke"], "certificate"),
        "registration-consent-approve": "unapproved_consent",
        "registration-consent-disapprove": "unapproved_consent",
    }

    def thing(self, name, arg):
        if name == "calendar-ics":
            return self.calendar.token
        if name == "club-import-template":
            return "clubs"
        if name.startswith("union-invitation"):
            return "members" if arg == "to" else self.sent_invitation.pk
        if name == "sitemap":
            return "posts"
        if name == "advise":
            return self.advisor_token
        match name, arg:
            case "registrations-close" | "extension", "code":
                return self.filed_term.code
            case "activity-reports" | "activity-report-review", "code":
                return self.filed_activity_report.term.code
            case "verify-code", "code":
                return self.certificate.code
            case "marks-of-term", "code":
                return self.mark.term.code
            case "marks-of-club", "slug":
                return self.term and self.club.slug
            case "rules-edit", "kind":
                return "new"
            case "appeal-review", "code":
                return self.appealed.term.code
            case "reopening", "code":
                return self.accepted.term.code
            case _, "code" if name.startswith(UNION_OF_TERM):
                return self.filed.term.code
            case _, "slug" if name.startswith("registration-"):
                return self.filed.club.slug
        return self.invite.token if arg == "code" else super().thing(name, arg)

    def foreign(self, name):
        # a code is of its club, a calendar of whoever has its address, the others nobody's
        open_to_all = (
            "invite-short",
            "calendar-ics",
            "sitemap",
            "club-import-template",
            "registered-clubs",
            "advise",
            "verify-code",
        )
        open_to_the_union = (
            "activity",
            "marks-of",
            "place",
            "booking",
            "slot",
            *UNION_OF_TERM,
            "appeal-review",
            "reopening",
            "extension",
            "union-invitation",
        )
        if name in open_to_all or name.startswith(open_to_the_union):
            return ()
        return super().foreign(name)

    @cached_property
    def filed(self):
        return make_registration(self.club, make_filing(), filed=True)

    @cached_property
    def filed_activity_report(self):
        self.activity_report.submit(self.president)
        return self.activity_report

    @cached_property
    def advisor_token(self):
        _consent, token = ask_advisor(self.registration)
        return token

    @cached_property
    def unapproved_consent(self):
        """A consent whose address is of no staff domain; the registration was filed without one."""
        Registration.objects.filter(pk=self.filed.pk).update(
            state="returned", due_at=timezone.now()
        )
        consent, _token = ask_advisor(self.filed, email="kim@elsewhere.example")
        return consent

    @cached_property
    def appealed(self):
        self.filed.refuse(make_staff(), "활동이 없었어요")
        Appeal.objects.make(self.filed, self.president, "다시 봐 주세요")
        return self.filed

    @cached_property
    def accepted(self):
        self.filed.accept(make_staff())
        return self.filed

    @cached_property
    def filed_term(self):
        """A term in which nobody can file any more."""
        term = Term.objects.add("2033-1", date(2033, 3, 2), date(2033, 6, 20))
        closes_at = timezone.now() - timedelta(days=1)
        opens_at = closes_at - timedelta(days=1)
        term.windows.create(kind="file", opens_at=opens_at, closes_at=closes_at)
        return term

    @cached_property
    def department(self):
        return enrol(self.member, self.term).department

    @cached_property
    def club_to_confirm(self):
        for user in (self.officer, self.president):
            Enrolment.objects.declare(user, self.term, self.department, "attending")
        return self.club

    @cached_property
    def certificate(self):
        return make_certificate(self.club, self.member)

    @cached_property
    def calendar(self):
        return Calendar.objects.renew(self.member)

    @cached_property
    def sent_invitation(self):
        """An invitation that was sent days ago."""
        MemberInvitation.objects.filter(pk=self.member_invitation.pk).update(
            invited_at=timezone.now() - timedelta(days=2)
        )
        return self.member_invitation

    @cached_property
    def sealed_clubs(self):
        """A file of clubs that the union has seen the report of."""
        SchoolDomain.objects.get_or_create(name="saebom.example")
        line = f"필름부,{self.club.category.name},필름으로 찍어요,film@saebom.example"
        text = f"동아리 이름,분야,한 줄 소개,회장 학교 메일\n{line}\n"
        return sealed(ClubImport(text.encode(), self.union))


class OfBoard(OfClub):
    """A post and an event for everybody."""

    numbers = {
        **dict.fromkeys(["post", "post-edit", "post-delete", "post-like", "post-pin"], "post"),
        **dict.fromkeys(["post-poll", "post-poll-close"], "post"),
        **dict.fromkeys(["post-report", "comments", "comment-report", "comment-delete"], "post"),
        **dict.fromkeys(["post-read", "post-reads"], "notice"),
        "post-revisions": "post",
        "post-file": "file",
        **dict.fromkeys(["picture", "picture-thumbnail"], "picture"),
        **dict.fromkeys(
            ["event", "event-rsvp", "event-edit", "event-cancel", "event-ics"], "event"
        ),
        **dict.fromkeys(["event-attend", "event-attendance", "event-guests"], "running_event"),
        **dict.fromkeys(
            ["event-attendance-add", "event-attendance-take-back", "event-attendance-strike"],
            "running_event",
        ),
    }


class OfMembersBoard(OfBoard):
    """A post and an event for members."""

    visibility = "members"


class OfNotice(OfClub):
    """A notice that the president has sent to one member."""

    namespace = "notices"
    numbers = dict.fromkeys(["notice", "notice-read", "notice-readers"], "notice")

    @cached_property
    def notice(self):
        words = {"title": SECRET, "text": SECRET}
        to = {"club": self.club, "audience": "chosen"}
        return Notice.send(self.president, [self.member.pk], **to, **words)


class OfUnionNotice(OfNotice):
    """A notice that the union has sent to the presidents."""

    @cached_property
    def notice(self):
        words = {"title": SECRET, "text": SECRET}
        return Notice.send(self.union, [self.president.pk], audience="presidents", **words)

    def foreign(self, name):
        return ()  # there is one union


class OfOfficersBoard(OfBoard):
    """A post that an officer wrote for officers alone."""

    visibility = "officers"

    @cached_property
    def author(self):
        return make_officer(self.club)

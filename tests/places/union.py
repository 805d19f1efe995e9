"""The dashboard of the union."""

from datetime import date
from functools import cached_property

from django.utils import timezone

from accounts.models import Department, SchoolDomain, Term
from clubs.models import BannedWord, Category, Club, Recovery, Replacement
from clubs.notices.senders import Recipients, UnionSender
from clubs.union.tests.recoveries import make_locked_out
from kclub.outbox.models import OutgoingMail
from tests.factories import make_club, make_officer, make_staff
from tests.places.clubs import OfClub


class OfUnion(OfClub):
    """The union's dashboard. Only a case can be foreign to it: one that a club's officers decide."""

    namespace = "union"
    numbers = {
        "claim-grant": "claim",
        "claim-decline": "claim",
        "replacement-confirm": "replacement",
        "replacement-drop": "replacement",
        "recovery-confirm": "recovery",
        "recovery-drop": "recovery",
        "case": "escalated",
        "case-decide": "escalated",
        "category": "category",
        "category-delete": "category",
        "banned-word-delete": "word",
        "school-domain-remove": "domain",
        "department-hide": "department",
        "mail-retry": "failed_mail",
    }

    @cached_property
    def waiting(self):
        return make_club(opened=False)

    @cached_property
    def claim(self):
        club = make_club()
        officer = make_officer(club)
        club.president.unverify()
        return Club.objects.get(pk=club.pk).claim(officer, "회장이 졸업했어요")

    @cached_property
    def replacement(self):
        return Replacement.ask(self.club, self.member, make_staff(), "회비를 돌려주지 않아요")

    @cached_property
    def recovery(self):
        return Recovery.ask(make_locked_out(), make_staff(), "학생증을 봤어요")

    @cached_property
    def locked_out(self):
        return make_locked_out()

    @cached_property
    def escalated(self):
        self.case.escalate()
        return self.case

    @cached_property
    def category(self):
        return Category.objects.create(name="헌것", name_en="Old", slug="old")

    @cached_property
    def word(self):
        word = BannedWord(word="나쁜말")
        word.full_clean()
        word.save()
        return word

    @cached_property
    def domain(self):
        return SchoolDomain.objects.create(name="old.example")

    @cached_property
    def term(self):
        return Term.objects.add("2032-1", date(2032, 3, 2), date(2032, 6, 21))

    @cached_property
    def department(self):
        return Department.objects.create(college="인문대학", name="국어국문학과")

    @cached_property
    def sealed_recipients(self):
        sender = UnionSender(self.union)
        return sender.seal(Recipients("presidents", None, [self.president.pk]))

    @cached_property
    def failed_mail(self):
        return OutgoingMail.objects.create(
            recipient="gone@saebom.example", due_at=None, failed_at=timezone.now()
        )

    def thing(self, name, arg):
        match name, arg:
            case "club-approve" | "club-return", "slug":
                return self.waiting.slug
            case "recovery-new", "username":
                return self.locked_out.username
            case _, "code":
                return self.term.code
            case "term-window", "kind":
                return "confirm"
            case _, "username":
                return self.stranger.username
        return super().thing(name, arg)

    def foreign(self, name):
        if name in ("case", "case-decide"):
            yield {"pk": self.other.case.pk}  # not escalated

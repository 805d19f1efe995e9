"""Notices to chosen people, and who of them has read it."""

from itertools import batched

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Subject, User, is_student
from clubs.audit_log.models import AuditLogEntry
from clubs.banned_words import without_banned_words
from clubs.directory.categories import Category
from clubs.directory.models import Club
from clubs.notices.audiences import Audience, audience_of_club, audience_of_union
from clubs.people.models.memberships import Membership
from kclub import live
from kclub.db.idempotency import idempotency_key
from kclub.errors import Conflict, Refused

RECIPIENTS_AT_ONCE = 1000  # in one query


class NoticeQuerySet(models.QuerySet):
    """Notices by who may read them."""

    def visible_to(self, user):
        """Notices the user was sent, but no club's they have left, and those they may have sent."""
        sent = Q(club=None) if user.is_staff else Q(pk=None)
        if is_student(user):
            received = Exists(NoticeRecipient.objects.filter(notice=OuterRef("pk"), user=user))
            member = Exists(Membership.objects.of(user).filter(club=OuterRef("club")))
            sent |= Q(club__in=Club.objects.run_by(user))
            sent |= Q(received) & (Q(club=None) | Q(member))
        return self.filter(sent)

    def with_counts(self):
        """Notices with `recipient_count` and, of these, `read_count`."""
        return self.annotate(
            recipient_count=Count("recipients"), read_count=Count("recipients__read_at")
        )


class Notice(Subject, models.Model):
    """What officers of a club have written to some of its people, or the union, whose have no club.

    It is in Markdown, as posts are. `audience` is what its author chose; who that was at the moment
    of sending are its recipients.
    """

    club = models.ForeignKey("clubs.Club", models.CASCADE, null=True, related_name="notices")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    title = models.CharField(_("제목"), max_length=100, validators=[without_banned_words])
    text = models.TextField(_("내용"), max_length=5000, validators=[without_banned_words])
    audience = models.CharField(max_length=12, choices=Audience)
    category = models.ForeignKey(Category, models.SET_NULL, null=True, related_name="+")
    idempotency_key = models.CharField(max_length=36, null=True, editable=False)  # noqa: DJ001
    sent_at = models.DateTimeField(default=timezone.now)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("공지")
        constraints = [
            models.UniqueConstraint(
                fields=["author", "idempotency_key"], name="notice_idempotency_key"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("notices:notice", args=[self.pk])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/notice:{self.pk}" if self.club_id else f"notice:{self.pk}"

    @property
    def audience_label(self):
        """The audience in words; of a category its name, too."""
        if self.category:
            return _("%(category)s 분야의 부원") % {"category": self.category}
        return self.get_audience_display()

    @classmethod
    @transaction.atomic
    def send(cls, author, keys, *, club=None, audience, category=None, nonce=None, **fields):
        """Send a notice to those of the users with these keys who are still in the audience.

        `club` is None for the union. `nonce` is the idempotency key of the form: with the same one,
        the notice sent first is returned. Raises Refused unless `author` may send it, Conflict when
        nobody is left. Returns the Notice.
        """
        club = cls.lock_sender(author, club)
        key = idempotency_key(fields["text"], nonce)
        if key and (existing := cls.objects.filter(author=author, idempotency_key=key).first()):
            return existing
        if club:
            users = audience_of_club(audience, author, club)
        else:
            users = audience_of_union(audience, author, category)
        present = sorted(set(keys).intersection(users.values_list("pk", flat=True)))
        if not present:
            raise Conflict(_("받을 사람이 이제 아무도 없어요. 다시 골라 주세요."))
        named = {"audience": audience, "category": category, "idempotency_key": key}
        notice = cls.objects.create(club=club, author=author, **named, **fields)
        notice.deliver(present)
        if club:
            club.record(AuditLogEntry.Action.NOTICE_SENT, author, detail=notice.title)
        return notice

    @staticmethod
    def lock_sender(author, club):
        """Lock the club, so that nobody leaves meanwhile, or the author. Return the club or None.

        Raises Refused unless the author may send notices.
        """
        if club is None:
            if not author.lock().is_staff:
                raise Refused(_("동아리연합회만 보낼 수 있어요."))
            return None
        club = club.lock()
        if not club.is_run_by(author):
            raise Refused(_("공지는 운영진만 보낼 수 있어요."))
        club.ensure_open()
        return club

    def deliver(self, keys):
        """Make the users with these keys its recipients, and tell each of them."""
        kind, told = kinds.UNION_NOTICE, {"about": self, "excerpt": self.title}
        if self.club:
            kind, told = kinds.CLUB_NOTICE, told | {"club": self.club.names}
        for some in batched(keys, RECIPIENTS_AT_ONCE):
            NoticeRecipient.objects.bulk_create(
                NoticeRecipient(notice=self, user_id=key) for key in some
            )
            User.objects.filter(pk__in=some).notify(kind, self.get_absolute_url(), **told)

    def may_be_followed_by(self, user):
        """Whether the user may see who has read it: officers of the club, or the union."""
        return self.club.is_run_by(user) if self.club else user.is_staff

    @transaction.atomic
    def read(self, user):
        """Mark it, and what told of it, as read by a recipient. Reading again changes nothing."""
        self.recipients.filter(user=user, read_at=None).update(read_at=timezone.now())
        if user.notifications.about(self).read():
            live.publish(user.channel, event="notifications-changed")


class NoticeRecipient(models.Model):
    """One of those to whom a notice was sent, and when they first read it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="recipients")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="received_notices"
    )
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "user"], name="one_recipient_for_each")
        ]
        verbose_name = _("공지 받는 사람")

    def __str__(self):
        return f"{self.notice} → {self.user}"

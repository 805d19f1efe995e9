"""Exports: files with everything a user has here, from the day they ask until they expire."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub import outbox
from kclub.daily_tasks import daily_task
from kclub.errors import Gone, RateLimited
from kclub.files.images import delete_on_commit

ONCE_IN = timedelta(days=1)
KEPT_FOR = timedelta(days=3)
LEASE = timedelta(hours=1)  # longer than an export takes, whose process may be stopped meanwhile
MAX_ATTEMPTS = 3
FOLDER = "exports"  # in the storage


class ExportQuerySet(models.QuerySet):
    @transaction.atomic
    def ask(self, user):
        """Ask for an export of the user's data, which is made in the background. Returns the Export.

        Raises RateLimited if they have asked within a day, unless that one has failed.
        """
        user.lock()
        if last := self.asked_lately(user):
            wait = last.asked_at + ONCE_IN - timezone.now()
            raise RateLimited(
                _("하루에 한 번 받을 수 있어요. 요청한 파일이 오면 메일로 알려 드려요."),
                retry_after=int(wait.total_seconds()) + 1,
            )
        transaction.on_commit(outbox.wake)
        return self.create(user=user)

    def asked_lately(self, user):
        """Return the Export for whose sake the user may not ask again yet, or None."""
        since = timezone.now() - ONCE_IN
        return self.filter(user=user, asked_at__gt=since, failed_at=None).first()

    def claim(self):
        """Return the export to be made next, which is nobody else's for a LEASE, or None.

        One that was begun MAX_ATTEMPTS times and never ended has failed.
        """
        now = timezone.now()
        due = self.filter(due_at__lte=now)
        due.filter(attempts__gte=MAX_ATTEMPTS).update(due_at=None, failed_at=now)
        for export in due.order_by("due_at", "pk").select_related("user")[:1]:
            claimed = due.filter(pk=export.pk)
            if claimed.update(due_at=now + LEASE, attempts=F("attempts") + 1):
                return export
        return None

    def expired(self):
        """Exports whose files nobody can fetch any more."""
        return self.exclude(file="").filter(made_at__lte=timezone.now() - KEPT_FOR)


class Export(models.Model):
    """A user's wish for all of their data, and the file that came of it.

    Rows stay as the record of what was asked for, made and fetched; the file goes when it expires.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    token = models.CharField(max_length=50, unique=True, default=secrets.token_urlsafe)
    asked_at = models.DateTimeField(_("요청한 때"), default=timezone.now)
    due_at = models.DateTimeField(null=True, default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(_("만든 때"), null=True)
    fetched_at = models.DateTimeField(_("받은 때"), null=True)
    file = models.FileField(upload_to=f"{FOLDER}/", blank=True)
    size = models.PositiveBigIntegerField(default=0)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("내 정보 내려받기")

    def __str__(self):
        return f"{self.user} · {self.asked_at:%F}"

    @property
    def expires_at(self):
        """When the file goes, or None while there is none."""
        return self.made_at and self.made_at + KEPT_FOR

    @property
    def is_open(self):
        """Whether the file can be fetched now; the clock decides, not the daily task."""
        return bool(self.file) and self.expires_at > timezone.now()

    def ensure_open(self):
        """Raise Gone once the file has expired."""
        if not self.is_open:
            raise Gone(_("기간이 지나서 파일을 지웠어요. 다시 요청해 주세요."))

    def finish(self, file, tell):
        """Store the file, and `tell(self)` of it. Return whether it is wanted.

        It is not if the account was closed meanwhile. Then, and when anything fails, it is deleted:
        the storage knows no transactions.
        """
        self.file.save(f"{secrets.token_hex(16)}.zip", file, save=False)
        name, storage = self.file.name, self.file.storage
        try:
            return self._note_made(file.size, tell)
        finally:
            if not Export.objects.filter(pk=self.pk, file=name).exists():
                storage.delete(name)

    @transaction.atomic
    def _note_made(self, size, tell):
        self.user.lock()
        if not Export.objects.filter(pk=self.pk).exclude(due_at=None).exists():
            return False
        self.size, self.made_at, self.due_at = size, timezone.now(), None
        self.save(update_fields=["file", "size", "made_at", "due_at"])
        tell(self)
        return True

    def fetch(self):
        """Note that the owner fetches the file now. Returns it; raises Gone once it has expired."""
        self.ensure_open()
        self.fetched_at = timezone.now()
        self.save(update_fields=["fetched_at"])
        return self.file

    @transaction.atomic
    def drop_file(self):
        """Delete the file, and keep the row."""
        delete_on_commit(self.file)
        self.file = ""
        self.save(update_fields=["file"])


@daily_task("exports made 3 days ago, their files deleted")
def delete_expired_exports():
    """Delete the files of exports that have expired. Returns how many."""
    expired = list(Export.objects.expired())
    for export in expired:
        export.drop_file()
    return len(expired)


@daily_task("files of exports that no export has, deleted")
def delete_lost_exports():
    """Delete old files that a process left behind which was stopped. Returns how many."""
    try:
        names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return 0  # no export was ever made
    kept = set(Export.objects.exclude(file="").values_list("file", flat=True))
    before = timezone.now() - KEPT_FOR
    lost = [
        name
        for name in names
        if name not in kept and default_storage.get_modified_time(name) < before
    ]
    for name in lost:
        default_storage.delete(name)
    return len(lost)

"""Whether mail reaches a user."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kclub.mail_html import add_html
from kclub.outbox.dead_addresses import DeadAddress


class Reachable(models.Model):
    """The part of a User that mail reaches, or does not reach any more."""

    class Meta:
        abstract = True

    @property
    def dead_address(self):
        """The user's DeadAddress, or None while mail reaches them."""
        return DeadAddress.objects.filter(address=self.email.lower()).first()

    @transaction.atomic
    def try_mail_again(self):
        """Let news go to a dead address again, and mail something there to see whether it arrives.

        Returns whether the address was dead. When that mail comes back, it is dead again.
        """
        was_dead = DeadAddress.objects.revive(self.email)
        if was_dead:
            with translation.override(self.locale or translation.get_language()):
                add_html(self._mail_to_try(), _("알림 설정")).send()
        return was_dead

    def _mail_to_try(self):
        url = urljoin(settings.SITE_URL, reverse("accounts:notification-preferences"))
        context = {"user": self, "url": url, "site": settings.SITE_URL}
        text = render_to_string("accounts/mail_to_try.txt", context).strip()
        return EmailMultiAlternatives(_("소식이 다시 닿아요"), f"{text}\n", to=[self.email])

"""The mail that tells a user that their export is there."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from kclub.mail_html import add_html


def mail_link(export):
    """Mail the link of an Export to its user, in the language that is active."""
    address = reverse("accounts:export", args=[export.token])
    url = urljoin(settings.SITE_URL, address)
    context = {"user": export.user, "url": url, "site": settings.SITE_URL}
    text = render_to_string("accounts/export.txt", context).strip()
    mail = EmailMultiAlternatives(
        _("내 정보 파일이 준비됐어요"), f"{text}\n", to=[export.user.email]
    )
    add_html(mail, _("내려받기")).send()

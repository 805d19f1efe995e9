"""Renewing a verification in a new term, by a link that is mailed to the school address.

Who has left the school keeps their address for a while, and nobody else tells us. Where a school asks
for it (`RENEW_VERIFICATION`), whoever is to count in a term shows once that they still read it.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.models import Term, User
from kclub.errors import Gone
from kclub.mail_html import add_html

SALT = "accounts.verification_renewals"
GONE = _("이 링크는 이제 쓸 수 없어요. 내 학기 페이지에서 새 메일을 받아 주세요.")


def mail_link(user, term, *, bulk=False):
    """Mail the link of the term to a school address of the user, in their language.

    A `bulk` mail waits for all other mail. A user without a school address gets none.
    """
    email = next(iter(user.school_addresses()), None)
    if email is None:
        return
    with override(user.locale or get_language()):
        url = urljoin(settings.SITE_URL, url_for(user, email, term))
        context = {"user": user, "term": term, "url": url, "site": settings.SITE_URL}
        text = render_to_string("accounts/verification_renewal.txt", context).strip()
        subject = gettext("%(term)s 학기에도 학생인지 확인해 주세요") % {"term": term}
        mail = EmailMultiAlternatives(subject, f"{text}\n", to=[email])
        add_html(mail, gettext("확인하기")).send(using="bulk" if bulk else "default")


@transaction.atomic
def renew(token):
    """Verify anew whom a link in a mail means. Again does the same. Raises Gone as `load` does."""
    user, _term = load(token)
    user.lock()
    load(token)  # which may have changed since
    user.verify()


def url_for(user, email, term):
    """Return the address of the page on which the owner of the mailbox renews the verification."""
    meant = {"user": user.pk, "email": email, "term": term.code}
    return reverse("accounts:verification-renewal", args=[signing.dumps(meant, salt=SALT)])


def load(token):
    """Return (User, Term) of a link in a mail.

    Raises Gone if it is none of ours, the term is over, or the address is the user's no more.
    """
    try:
        meant = signing.loads(token, salt=SALT)
        user = User.objects.get(pk=meant["user"], closed_at=None)
        term = Term.objects.get(code=meant["term"], ends_on__gte=timezone.localdate())
    except (signing.BadSignature, User.DoesNotExist, Term.DoesNotExist):
        raise Gone(GONE) from None
    if meant["email"] not in user.school_addresses():
        raise Gone(GONE)
    return user, term

"""The mailbox of development: what was mailed, read from the files of `kclub.mail_backend`."""

import email
from email import policy
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

MAX_LISTED = 200
MAIL_POLICY = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "img-src": ["data:"]}


@require_safe
def mailbox(request):
    """List what was mailed, the newest first."""
    files = sorted(folder().glob("*.eml"), reverse=True)[:MAX_LISTED]
    mails = [{"name": file.stem, "message": read(file)} for file in files]
    return render(request, "kclub/mailbox.html", {"mails": mails})


@require_safe
def mail(request, name):
    """Show the text of one mail, with links that can be followed."""
    message = get_message(name)
    html = message.get_body(("html",))
    text = message.get_body(("plain",)).get_content()
    context = {"name": name, "message": message, "text": text, "has_html": html is not None}
    return render(request, "kclub/mailbox_mail.html", context)


@require_safe
@csp_override(MAIL_POLICY)
def mail_html(request, name):
    """Answer with the HTML of one mail, as a mail program would show it."""
    html = get_message(name).get_body(("html",))
    if html is None:
        raise Http404
    return HttpResponse(html.get_content())


def get_message(name):
    """Return the message kept under that name, or raise Http404."""
    files = {file.stem: file for file in folder().glob("*.eml")}
    if name not in files:
        raise Http404
    return read(files[name])


def read(file):
    return email.message_from_bytes(file.read_bytes(), policy=policy.default)


def folder():
    return Path(settings.DATA_DIR) / "mail"

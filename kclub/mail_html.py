"""Mails in our look, made from their text, so that each is written once."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def add_html(message, button=None):
    """Attach to an EmailMultiAlternatives its own text as HTML. Return the message.

    The text is a greeting, paragraphs and a farewell. A paragraph that is an address alone becomes a
    button, which says `button`; nothing else becomes a link.
    """
    greeting, *parts, farewell = message.body.strip().split("\n\n")
    context = {
        "subject": message.subject,
        "preheader": parts[0],
        "paragraphs": map(paragraph, [greeting, *parts]),
        "farewell": farewell,
        "button": button or _("링크 열기"),
    }
    message.attach_alternative(render_to_string("kclub/mail_of_text.html", context), "text/html")
    return message


def paragraph(text):
    """Return {"url": …} of a paragraph that is an address, else {"text": …}."""
    text = text.strip()
    is_url = text.startswith(("https://", "http://")) and len(text.split()) == 1
    return {"url" if is_url else "text": text}

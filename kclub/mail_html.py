"""Mails in our look, made from their text, so that each is written once."""

from django.template.loader import render_to_string


def add_html(message):
    """Attach to an EmailMultiAlternatives its own text as HTML. Return the message.

    A line that is an address alone becomes a button; nothing else becomes a link.
    """
    parts = message.body.strip().split("\n\n")
    context = {"subject": message.subject, "paragraphs": map(paragraph, parts)}
    message.attach_alternative(render_to_string("kclub/mail_of_text.html", context), "text/html")
    return message


def paragraph(text):
    """Return {"url": …} of a paragraph that is an address, else {"text": …}."""
    text = text.strip()
    is_url = text.startswith(("https://", "http://")) and len(text.split()) == 1
    return {"url" if is_url else "text": text}

"""Forms that could not be answered: what was typed comes back to be sent again, now or after a log-in."""

import time

from django.contrib.auth import SESSION_KEY as USER_KEY
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

KEPT_FOR = 60 * 60  # seconds between a lost session and the log-in
MAX_KEPT_LETTERS = 100_000  # of one form, in a session
MAX_BUTTON_LETTERS = 40  # of a value that nobody typed: a choice, a key, an idempotency key
SESSION_KEY = "unsent"
TEXTS = {  # names of fields that people write in
    *{"text", "body", "title", "message", "reason", "note", "alt", "alts", "bio"},
    *{"summary", "description", "place"},
}
SIGNED = {"recipients"}  # ours, however long
SECRETS = ("password", "csrfmiddlewaretoken")
NOT_SENT = _("로그인되어 있지 않아서 아무것도 바뀌지 않았어요. 로그인하면 쓰던 글이 그대로 있어요.")


def sent_form(request):
    """Return the form that `request` has sent, to be sent again; None if it was empty.

    {"action": its address, "fields": [(name, value, whether it was typed), …], "has_files": …}
    Passwords are left out. It is only for a form of ours: who shows it must know that the CSRF
    check has passed, or that a browser vouches for its origin.
    """
    fields = [
        (name, value, is_typed(name, value))
        for name, values in request.POST.lists()
        if not any(secret in name for secret in SECRETS)
        for value in values
    ]
    form = {"action": request.get_full_path(), "fields": fields, "has_files": bool(request.FILES)}
    return form if fields else None


def is_typed(name, value):
    """Whether somebody wrote the value, as far as it tells: buttons and keys are short and plain."""
    is_text = name in TEXTS or name.startswith("q-")
    is_plain = len(value) <= MAX_BUTTON_LETTERS and value.isascii() and len(value.split()) <= 1
    return name not in SIGNED and bool(value.strip()) and (is_text or not is_plain)


def checked_form(request):
    """Return the `sent_form` of a POST that has passed the CSRF check, if something was typed; or None."""
    passed = request.method == "POST" and getattr(request, "csrf_processing_done", False)
    form = sent_form(request) if passed else None
    return form if form and any(typed for _name, _value, typed in form["fields"]) else None


def keep_form(request, page, action=None):
    """Keep the form that came without a session until somebody logs in and is on `page` again.

    It will be sent to where it came, or to `action`. Returns whether it was kept.
    """
    form = checked_form(request)
    if (
        form is None
        or sum(len(value) for _name, value, _typed in form["fields"]) > MAX_KEPT_LETTERS
    ):
        return False
    if request.session.is_empty():
        request.session.set_expiry(KEPT_FOR)
    form |= {"kept_at": time.time(), "page": page, "action": action or form["action"]}
    request.session[SESSION_KEY] = form
    return True


def kept_form(request):
    """Return the form that was kept in this browser during the last hour, or None."""
    form = request.session.get(SESSION_KEY)
    if form and form["kept_at"] + KEPT_FOR < time.time():
        forget_form(request)
        return None
    return form


def forget_form(request):
    """Forget the form that was kept."""
    request.session.pop(SESSION_KEY, None)


def settle_form(request, response):
    """Forget the kept form if `request` has sent it. Returns whether it is to be shown now.

    That is once, in place of the page on which it stood, to somebody who has logged in.
    """
    form = request.session.get(SESSION_KEY) if request.session.accessed else None
    if not form or response.status_code >= 400:
        return False
    if request.method == "POST" and form["action"] == request.get_full_path():
        forget_form(request)
    if request.method != "GET" or request.htmx or USER_KEY not in request.session:
        return False
    if form.get("shown") or form["page"] != request.get_full_path():
        return False
    request.session[SESSION_KEY] = form | {"shown": True}
    return True


@receiver(user_logged_in)
def last_as_usual(request, **kwargs):
    """Let the session, which was to end with the kept form, last as any other after a log-in."""
    if SESSION_KEY in request.session:
        request.session.set_expiry(None)

"""Writing a notice in two steps: whom it is for, then who exactly that is and the words."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from clubs.notices.forms import NoticeForm
from kclub import rate_limits
from kclub.shortcuts import render_page, see_other

MOST_LISTED = 500  # recipients by their names; of more the form tells only the number


def notice_form(request, sender, show_audiences):
    """Answer the POST of either step; a GET, and a choice of nobody, is for `show_audiences`.

    That is a function of a sentence that says what is wrong, or "".
    """
    if request.method != "POST":
        return show_audiences("")
    if "recipients" in request.POST:
        return send(request, sender, show_audiences)
    recipients = sender.recipients(request.POST)
    if not recipients.keys:
        return show_audiences(_("받을 사람을 먼저 골라 주세요."))
    form = NoticeForm(sender=sender, initial={"recipients": sender.seal(recipients)})
    return show_form(request, sender, form, recipients)


def send(request, sender, show_audiences):
    """Send the notice to those who were shown, and say to how many it went; or show a preview."""
    form = NoticeForm(request.POST, sender=sender)
    form.full_clean()
    if "recipients" in form.errors:
        return show_audiences(_("받을 사람을 다시 골라 주세요."))
    recipients = form.cleaned_data.pop("recipients")
    if "preview" in request.POST:
        typed = NoticeForm(sender=sender, initial=request.POST.dict())
        return show_form(request, sender, typed, recipients, previews=True)
    if form.errors:
        return show_form(request, sender, form, recipients)
    rate_limits.consume("notice", sender.key)
    notice = sender.send(recipients, **form.cleaned_data)
    tell_number(request, notice.recipients.count(), len(recipients.keys))
    return see_other(notice)


def tell_number(request, sent, shown):
    """Say to how many the notice went, and how many of those shown had left before."""
    messages.success(
        request, ngettext("%(n)s명에게 보냈어요.", "%(n)s명에게 보냈어요.", sent) % {"n": sent}
    )
    if gone := shown - sent:
        sentence = ngettext(
            "그 사이에 받을 수 없게 된 %(n)s명은 뺐어요.",
            "그 사이에 받을 수 없게 된 %(n)s명은 뺐어요.",
            gone,
        )
        messages.warning(request, sentence % {"n": gone})


def show_form(request, sender, form, recipients, *, previews=False):
    """Render the second step: the recipients by name, their number, and the form."""
    size = len(recipients.keys)
    users = User.objects.filter(pk__in=recipients.keys).order_by("display_name_key", "pk")
    context = {
        "base": "clubs/dashboard/base.html" if sender.club else "kclub/base.html",
        "sender": sender,
        "club": sender.club,
        "form": form,
        "previews": previews,
        "size": size,
        "people": users if size <= MOST_LISTED else [],
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/notices/notice_form.html#preview", context, status=status)

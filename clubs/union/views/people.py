"""The pages on which the union finds, suspends, reinstates and names users."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.models.handles import named_like
from clubs.audit_log.models import AuditLogEntry
from clubs.union.forms.people import NamesForm, SuspensionForm
from clubs.union.models.recoveries import Recovery
from clubs.union.people import give_names
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, search_text, see_other

PEOPLE_SHOWN = 50


@login_required
@require_safe
def people(request):
    """List the suspended users; with `?q=`, all whose name contains it, or whose handle or mail
    begins with it."""
    ensure_union(request.user)
    query = search_text(request.GET)
    users = User.objects.filter(is_active=False).exclude(suspension_reason="")
    if query:
        users = User.objects.filter(named_like(query) | Q(email__startswith=query.lower()))
    context = {
        "people": users.order_by("display_name_key")[:PEOPLE_SHOWN],
        "query": query,
        "recoveries": Recovery.objects.open().select_related("person", "asked_by"),
        "confirmable": Recovery.objects.waiting_for(request.user),
    }
    return render_page(request, "clubs/union/people.html#list", context)


@login_required
def person(request, username):
    """Show a user with the form to suspend them; POST suspends them."""
    ensure_union(request.user)
    person = get_object_or_404(User, username=username)
    form = SuspensionForm(request.POST or None)
    if form.is_valid():
        until = timezone.now() + timedelta(days=form.cleaned_data["days"])
        person.suspend(request.user, until, form.cleaned_data["reason"])
        messages.success(request, _("%(name)s님을 정지했어요.") % {"name": person})
        return see_other("union:person", username)
    entries = AuditLogEntry.objects.filter(club=None, about=person).select_related("by", "about")
    context = {"person": person, "form": form, "entries": entries}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/person.html", context, status=status)


@login_required
@require_POST
def person_reinstate(request, username):
    """End a user's suspension early."""
    ensure_union(request.user)
    person = get_object_or_404(User, username=username, is_staff=False, closed_at=None)
    person.reinstate()
    messages.success(request, _("%(name)s님의 정지를 풀었어요.") % {"name": person})
    return see_other("union:person", username)


@login_required
def person_rename(request, username):
    """Show the form that gives a user names, as of an office; POST gives them."""
    ensure_union(request.user)
    person = get_object_or_404(User, username=username, closed_at=None)
    form = NamesForm(person, request.POST or None)
    if form.is_valid():
        give_names(person, request.user, **form.cleaned_data)
        messages.success(request, _("이름을 줬어요. 기록에 남았어요."))
        return see_other("union:person", username)
    context = {"person": person, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/person_rename.html", context, status=status)

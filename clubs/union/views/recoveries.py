"""The views by which two of the union let somebody in again who has lost all second factors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from clubs.union.forms.recoveries import RecoveryForm
from clubs.union.models.recoveries import Recovery, ensure_may_recover
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
def recovery_new(request, username):
    """Show the form to ask for a recovery; POST asks for it."""
    ensure_union(request.user)
    person = get_object_or_404(User, username=username, closed_at=None)
    ensure_may_recover(request.user, person, timezone.now())
    form = RecoveryForm(request.POST or None)
    if form.is_valid():
        Recovery.ask(person, request.user, **form.cleaned_data)
        messages.success(request, _("연합회의 다른 한 명이 하루 안에 확인하면 없어져요."))
        return see_other("union:people")
    context = {"person": person, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/recovery_new.html", context, status=status)


@login_required
@require_POST
def recovery_confirm(request, pk):
    """Confirm a recovery, as the second one of the union."""
    ensure_union(request.user)
    recovery = get_object_or_404(Recovery, pk=pk)
    recovery.confirm(by=request.user)
    messages.success(
        request,
        _("%(name)s님의 2단계 인증을 없앴어요. 비밀번호로 로그인할 수 있어요.")
        % {"name": recovery.person},
    )
    return see_other("union:people")


@login_required
@require_POST
def recovery_drop(request, pk):
    """Drop a recovery, so that the person keeps their factors; the person may, too."""
    if recovery := request.user.recoveries.filter(pk=pk).first():
        recovery.drop(by=request.user)
        messages.success(request, _("막았어요. 2단계 인증은 그대로예요."))
        return see_other("mfa_index")
    ensure_union(request.user)
    get_object_or_404(Recovery, pk=pk).drop(by=request.user)
    messages.success(request, _("그만두었어요."))
    return see_other("union:people")

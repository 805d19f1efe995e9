"""What a user has agreed to: the page that asks, the one that shows it, and news taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import allauth_adapter
from accounts.agreement_texts import Kind
from accounts.forms.agreements import AgreementsForm
from kclub.shortcuts import see_other


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request):
    """Show what the user has agreed to; before that ask for what they have not answered yet."""
    if not request.user.unanswered_kinds():
        return show(request)
    form = AgreementsForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save()
        messages.success(request, _("고마워요. 이제 계속 쓸 수 있어요."))
        return see_other(allauth_adapter.destination(request) or "home")
    status = 422 if form.errors else 200
    context = {"form": form, "is_new": not request.user.agreed_at}
    return render(request, "accounts/agreements_asked.html", context, status=status)


def show(request):
    """Render the list of what the user has agreed to; whoever sent the form is done."""
    if request.method == "POST":
        return see_other("accounts:agreements")
    given = request.user.agreements.standing().order_by("pk")
    moments = dict(given.values_list("text__kind", "given_at"))
    items = [
        {"kind": kind, "given_at": moments.get(kind), "is_news": kind == Kind.NEWS} for kind in Kind
    ]
    return render(request, "accounts/agreements.html", {"items": items})


@login_required
@require_POST
def news(request):
    """Agree to mails of news."""
    request.user.answer_news(True)
    messages.success(request, _("소식을 메일로 보낼게요."))
    return see_other("accounts:agreements")


@login_required
@require_POST
def news_withdraw(request):
    """Withdraw what was agreed to about mails of news."""
    request.user.answer_news(False)
    messages.success(request, _("동의를 취소했어요. 이제 소식 메일을 보내지 않아요."))
    return see_other("accounts:agreements")

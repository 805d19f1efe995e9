"""The helper: a room in which one asks, and answers on other pages."""

from django.contrib import messages as flashes
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.search.views import limit_of
from kclub import rate_limits
from kclub.errors import RateLimited, with_retry_after
from kclub.shortcuts import render_page, see_other, wants_partial
from rooms.helper.answers import answer as answer_to
from rooms.helper.answers import answers_to
from rooms.helper.forms import HelperForm
from rooms.helper.models import HelperQuestion

EXAMPLES = [
    gettext_lazy("모집 중인 동아리"),
    gettext_lazy("이번 주 행사 뭐 있어?"),
    gettext_lazy("내 지원 어떻게 됐어?"),
    gettext_lazy("비밀번호 바꾸고 싶어"),
    gettext_lazy("동아리 만들고 싶어"),
]


@login_required
def helper(request):
    """Show what the user has asked, with the answers; POST asks something. Nobody else sees it."""
    form = HelperForm(request.POST or None)
    if request.method != "POST":
        return render_room(request, form)
    if not form.is_valid():
        return render_room(request, form, status=422)
    try:
        rate_limits.consume(*limit_of(request, "helper"))
    except RateLimited as refusal:
        form.add_error("q", str(refusal))
        return with_retry_after(render_room(request, form, status=429), refusal)
    question = HelperQuestion.objects.ask(request.user, form.cleaned_data["q"])
    if wants_partial(request):
        context = {"exchanges": answers_to([question], request.user), "form": HelperForm()}
        return render(request, "rooms/helper/helper.html#asked", context)
    return see_other("helper:helper")


@require_safe
def answer(request):
    """Answer `?q=` without keeping it; for everybody."""
    form = HelperForm(request.GET or None)
    context = {"form": form, "examples": EXAMPLES}
    status = 200
    if form.is_valid():
        rate_limits.consume(*limit_of(request, "helper"))
        context["answer"] = answer_to(form.cleaned_data["q"], request.user)
    elif form.is_bound:
        status = 422
    response = render_page(request, "rooms/helper/helper_answer.html#answer", context, status)
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_POST
def forget(request):
    """Delete all that the user has asked."""
    request.user.helper_questions.all().delete()
    flashes.success(request, _("물어본 것을 모두 지웠어요."))
    return see_other("helper:helper")


@login_required
@require_POST
def question_forget(request, pk):
    """Delete one question of the user, and its answer."""
    get_object_or_404(request.user.helper_questions, pk=pk).delete()
    flashes.success(request, _("지웠어요."))
    return see_other("helper:helper")


def render_room(request, form, status=200):
    """Render the room of the user with their questions."""
    questions = list(request.user.helper_questions.all()) if not wants_partial(request) else []
    context = {
        "form": form,
        "examples": EXAMPLES,
        "exchanges": answers_to(questions, request.user),
    }
    return render_page(request, "rooms/helper/helper.html#say", context, status)

"""Blocks: the people a user does not want to hear from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.views.people import get_person
from kclub.shortcuts import see_other

BLOCKS_PER_PAGE = 50


@login_required
@require_safe
def blocks(request):
    """List the people the user has blocked."""
    blocks = request.user.blocks.select_related("blocked")
    page = Paginator(blocks, BLOCKS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/blocks.html", {"page": page})


@login_required
@require_POST
def block(request, username):
    """Block a person, from whom the user hears no more."""
    person = get_person(request.user, username)
    request.user.block(person)
    sentence = _("%(name)s님을 차단했어요. 이제 나를 부르거나 나에게 쓸 수 없어요.")
    messages.success(request, sentence % {"name": person})
    return see_other("accounts:person", username)


@login_required
@require_POST
def unblock(request, username):
    """Unblock a person, who may have left the school meanwhile."""
    person = get_object_or_404(User, username=username, blocked_by__user=request.user)
    request.user.unblock(person)
    messages.success(request, _("%(name)s님의 차단을 풀었어요.") % {"name": person})
    return see_other("accounts:blocks")

"""The people a user follows: their list, and the two buttons on a person's page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.views.people import get_person
from kclub.shortcuts import see_other

PEOPLE_PER_PAGE = 50


@login_required
@require_safe
def followed_people(request):
    """List the people the user follows."""
    people = Paginator(request.user.followed_people(), PEOPLE_PER_PAGE)
    page = people.get_page(request.GET.get("page"))
    return render(request, "accounts/followed_people.html", {"page": page})


@login_required
@require_POST
def follow(request, username):
    """Follow a person of a club that the user is in too."""
    person = get_person(request.user, username)
    request.user.follow(person)
    messages.success(
        request, _("%(name)s님이 같은 동아리에 글을 쓰면 알려 드려요.") % {"name": person}
    )
    return see_other("accounts:person", username)


@login_required
@require_POST
def unfollow(request, username):
    """Unfollow a person, who may have left the club meanwhile."""
    person = get_object_or_404(User, username=username, followers__user=request.user)
    request.user.unfollow(person)
    messages.success(request, _("%(name)s님을 이제 팔로우하지 않아요.") % {"name": person})
    return see_other("accounts:followed-people")

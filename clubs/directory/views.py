"""The list of clubs, the page of one club, and the pages to found and to edit one."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url

from clubs.directory.forms.club_edit import ClubEditForm
from clubs.directory.forms.clubs import NewClubForm
from clubs.directory.forms.search import SearchForm
from clubs.directory.models import Club
from clubs.directory.officer_todo import OfficerTodo
from clubs.directory.viewer_status import ViewerStatus
from kclub.errors import Conflict
from kclub.files.images import image_response
from kclub.files.link_previews import draw_link_preview
from kclub.shortcuts import render_page, see_other, wants_more, wants_partial

PREVIEW_SECONDS = 60 * 60  # caches keep the picture of a club for an hour
ONE_DAY_SECONDS = 24 * 60 * 60
UPCOMING_EVENTS = RECENT_POSTS = 3  # on the page of a club


@require_safe
def clubs(request):
    """List the clubs that match the search and its filters; for everybody.

    htmx gets the list and its counts, or only the next cards, which go below those before.
    """
    form = SearchForm(request.GET)
    counts = form.counts()
    paginator = Paginator(form.clubs().select_related("category"), settings.CLUBS_PER_PAGE)
    paginator.count = counts["found"]
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = Club.mark_full(page.object_list.list_with_member_counts())
    left = paginator.count - page.end_index()
    context = {"form": form, "counts": counts, "page": page, "left": left}
    if wants_more(request):
        context["appended"] = True
        return render(request, "clubs/directory/clubs.html#cards", context)
    response = render_page(request, "clubs/directory/clubs.html#changed", context)
    if wants_partial(request):
        push_url(response, f"{request.path}?{form.query}" if form.query else request.path)
    return response


@require_safe
def club(request, slug):
    """Show a club and how to join it; for everybody once it is open."""
    club = get_visible_club(request.user, slug)
    context = {"club": club, "viewer_status": ViewerStatus(club, request.user)}
    if wants_partial(request):
        return render_page(request, "clubs/directory/_club_join.html#changed", context)
    description, gallery = club.illustrated_description()
    context |= {
        "description": description,
        "gallery": gallery,
        "faq_entries": club.faq_entries.all(),
        "officers": club.officers().ranked().select_related("user"),
        "events": club.events.visible_to(request.user).upcoming()[:UPCOMING_EVENTS],
        "posts": club.posts.visible_to(request.user)
        .published()
        .select_related("author")[:RECENT_POSTS],
        "waiting_count": club.applications.undecided().count(),
    }
    return render_page(request, "clubs/directory/club.html", context)


@require_safe
def club_preview(request, slug):
    """Return the picture that messengers show beside a link to the club; for everybody once it is open."""
    club = get_visible_club(request.user, slug)
    foot = f"{settings.SCHOOL_NAME} · K-Club"
    texts = club.shown_name, club.shown_summary, foot
    jpeg = draw_link_preview(*texts, club.hue, club.logo, club.cover)
    shared = "public" if club.is_open else "private"
    return HttpResponse(
        jpeg,
        content_type="image/jpeg",
        headers={"Cache-Control": f"{shared}, max-age={PREVIEW_SECONDS}"},
    )


@require_safe
def club_picture(request, slug, name):
    """Serve a logo, cover or picture of the club by the name of its file; for those who may see it.

    A new picture has a new name, so that browsers need not ask again.
    """
    club = get_visible_club(request.user, slug)
    file = club.find_picture(name)
    if file is None:
        raise Http404
    cached = f"public, max-age={ONE_DAY_SECONDS}, immutable"
    return image_response(file, cached if club.is_open else "private, no-store")


@login_required
def club_new(request):
    """Show the form to found a club; POST founds it. For verified students."""
    Club.ensure_may_found(request.user)
    form = NewClubForm(request.user, request.POST or None)
    if form.is_valid():
        fields = form.cleaned_data
        del fields["sure"]
        try:
            return see_other(Club.found(request.user, **fields))
        except Conflict as conflict:  # somebody took the name since the form was validated
            form.add_error("name", str(conflict))
    status = 422 if form.errors else 200
    return render_page(request, "clubs/directory/club_new.html#form", {"form": form}, status=status)


@login_required
def club_edit(request, slug):
    """Show the form to edit a club's description; POST saves it. For the president and officers.

    Saving a club that the union has returned submits it again, unless one goes on editing. A
    preview is the page as it would be, above the form as it was filled in.
    """
    club = get_club_run_by(request.user, slug)
    form = ClubEditForm(request.POST or None, request.FILES or None, instance=club)
    if form.previews:
        return show_club_preview(request, club, form)
    if form.is_valid():
        try:
            club.edit(request.user, **form.cleaned_data)
        except Conflict as conflict:
            form.add_error("name", str(conflict))
        else:
            messages.success(request, _("저장했어요."))
            if form.stays:
                return see_other("clubs:club-edit", slug)
            club.submit(request.user)
            return see_other(club)
    context = {"club": get_club_run_by(request.user, slug) if form.errors else club, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/directory/club_edit.html#form", context, status=status)


def show_club_preview(request, club, form):
    """Render the page of the club with all that is valid of the form, and the form again."""
    status = 200 if form.is_valid() else 422
    description, gallery = club.illustrated_description()
    context = {"club": club, "form": form, "description": description, "gallery": gallery}
    template = "clubs/directory/club_edit.html#preview"
    return render_page(request, template, context | {"previews": True}, status=status)


@login_required
@require_POST
def club_pause(request, slug):
    """Let the club rest (`pause=1`) or be active again (`pause=0`); for the president."""
    club = get_club_run_by(request.user, slug)
    if request.POST.get("pause") == "1":
        club.pause(request.user)
        messages.success(request, _("이제 쉬는 중이에요. 지원은 받지 않아요."))
    else:
        club.resume(request.user)
        messages.success(request, _("다시 활동 중이에요."))
    return see_other("clubs:dashboard", slug)


def get_visible_club(user, slug):
    """Return the club; 404 unless `user` may see it (`ClubQuerySet.visible_to`)."""
    return get_object_or_404(visible_clubs(user), slug=slug)


def get_club_run_by(user, slug):
    """Return the club with its `todo`; 404 if there is none, 403 unless `user` is an officer."""
    run = Exists(Club.objects.run_by(user).filter(pk=OuterRef("pk")))
    club = get_object_or_404(visible_clubs(user).annotate(is_run_by_viewer=run), slug=slug)
    if not club.is_run_by_viewer:
        raise PermissionDenied
    club.todo = OfficerTodo(club, user)
    return club


def visible_clubs(user):
    """Return the clubs that the user may see, with the category and president of each."""
    return Club.objects.visible_to(user).select_related("category", "president")

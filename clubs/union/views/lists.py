"""What the union keeps lists of: categories, words nobody may write, the school's domains."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import SchoolDomain
from clubs.directory.categories import Category
from clubs.moderation.banned_words import BannedWord
from clubs.union.forms import BannedWordForm, CategoryForm, SchoolDomainForm
from clubs.union.views.dashboard import ensure_union
from kclub.errors import Conflict
from kclub.shortcuts import render_page, see_other

# Categories ------------------------------------------------------------------------------


@login_required
def categories(request, pk=None):
    """The categories of clubs; POST adds one, or changes the one named."""
    ensure_union(request.user)
    category = pk and get_object_or_404(Category, pk=pk)
    form = CategoryForm(request.POST or None, instance=category)
    if form.is_valid():
        form.save()
        messages.success(request, _("저장했어요."))
        return see_other("union:categories")
    found = Category.objects.annotate(club_count=Count("clubs"))
    context = {"categories": found, "form": form, "category": category}
    return show(request, "clubs/union/categories.html", context)


@login_required
@require_POST
def category_delete(request, pk):
    """Take a category away that no club is in."""
    ensure_union(request.user)
    category = get_object_or_404(Category, pk=pk)
    if category.clubs.exists():
        raise Conflict(_("이 분야에 동아리가 있어요. 먼저 다른 분야로 옮겨 주세요."))
    category.delete()
    messages.success(request, _("분야를 뺐어요."))
    return see_other("union:categories")


# Words -----------------------------------------------------------------------------------


@login_required
def banned_words(request):
    """The words nobody may write on boards; POST adds one."""
    ensure_union(request.user)
    form = BannedWordForm(request.POST or None)
    if form.is_valid():
        form.save()
        messages.success(request, _("더했어요. 이제부터 쓰는 글에 적용돼요."))
        return see_other("union:banned-words")
    context = {"words": BannedWord.objects.all(), "form": form}
    return show(request, "clubs/union/banned_words.html", context)


@login_required
@require_POST
def banned_word_delete(request, pk):
    """Let a word be written again."""
    ensure_union(request.user)
    get_object_or_404(BannedWord, pk=pk).delete()
    messages.success(request, _("뺐어요."))
    return see_other("union:banned-words")


# Domains ---------------------------------------------------------------------------------


@login_required
def domains(request):
    """The mail domains that prove somebody a student; POST adds one."""
    ensure_union(request.user)
    form = SchoolDomainForm(request.POST or None)
    if form.is_valid():
        form.save().accept()
        messages.success(request, _("도메인을 더했어요."))
        return see_other("union:domains")
    found = list(SchoolDomain.objects.all())
    for domain in found:
        domain.student_count = len(domain.users_verified_only_by_it())
    return show(request, "clubs/union/domains.html", {"domains": found, "form": form})


@login_required
def domain_remove(request, pk):
    """Take a domain away, and with it the proof of those who have no other; asks first."""
    ensure_union(request.user)
    domain = get_object_or_404(SchoolDomain, pk=pk)
    if request.method != "POST":
        context = {"domain": domain, "student_count": len(domain.users_verified_only_by_it())}
        return render_page(request, "clubs/union/domain.html", context)
    affected = domain.revoke()
    messages.success(
        request,
        _("%(domain)s을 뺐어요. %(count)s명의 인증이 풀렸어요.")
        % {"domain": domain, "count": affected},
    )
    return see_other("union:domains")


def show(request, template, context):
    return render_page(request, template, context, 422 if context["form"].errors else 200)

"""The page on which the union adds, changes and deletes categories."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.directory.categories import Category
from clubs.union.forms.categories import CategoryForm
from clubs.union.permissions import ensure_union
from kclub.errors import Conflict
from kclub.shortcuts import render_page, see_other


@login_required
def categories(request, pk=None):
    """List the categories of clubs; POST adds one, or changes category `pk`."""
    ensure_union(request.user)
    category = pk and get_object_or_404(Category, pk=pk)
    form = CategoryForm(request.POST or None, instance=category)
    if form.is_valid():
        form.save()
        messages.success(request, _("저장했어요."))
        return see_other("union:categories")
    categories = Category.objects.annotate(club_count=Count("clubs"))
    categories = categories.order_by("position", "name")  # grouping drops the default order
    context = {"categories": categories, "form": form, "category": category}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/categories.html", context, status=status)


@login_required
@require_POST
def category_delete(request, pk):
    """Delete a category. Raises Conflict while clubs belong to it."""
    ensure_union(request.user)
    category = get_object_or_404(Category, pk=pk)
    if category.clubs.exists():
        raise Conflict(_("이 분야에 동아리가 있어요. 먼저 다른 분야로 옮겨 주세요."))
    category.delete()
    messages.success(request, _("분야를 뺐어요."))
    return see_other("union:categories")

"""The page on which the union lists the departments of the school."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Department
from clubs.union.forms.terms import DepartmentsForm
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
def departments(request):
    """List the departments; POST shows what a pasted list would change, and adds it if `confirmed`."""
    ensure_union(request.user)
    form = DepartmentsForm(request.POST or None)
    context = {"departments": Department.objects.all(), "form": form}
    if form.is_valid():
        if "confirmed" in request.POST:
            Department.objects.add(form.names)
            messages.success(request, _("학과 목록에 더했어요."))
            return see_other("union:departments")
        changes = Department.objects.changes_by(form.names)
        new, shown_again, unchanged = map(len, changes)
        counts = {"new": new, "shown_again": shown_again, "unchanged": unchanged}
        context |= {"changes": changes, "counts": counts}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/departments.html", context, status=status)


@login_required
@require_POST
def department_hide(request, pk):
    """Hide a department from the students, or show it again where `hidden` is 0."""
    ensure_union(request.user)
    department = get_object_or_404(Department, pk=pk)
    department.hide(request.POST.get("hidden") != "0")
    messages.success(request, _("저장했어요."))
    return see_other("union:departments")

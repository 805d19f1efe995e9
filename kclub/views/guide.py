"""The guide."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kclub.guide import GUIDE


@require_safe
def guide(request):
    """Show how K-Club is used; for everybody."""
    return render(request, "kclub/guide.html", {"guide": GUIDE})

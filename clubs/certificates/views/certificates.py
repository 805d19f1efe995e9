"""The pages on which a person asks for certificates of their clubs, prints and revokes them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.certificates.models.certificates import Certificate
from clubs.directory.models import Club
from kclub.shortcuts import render_page, see_other


@login_required
def certificates(request):
    """List the user's certificates and the clubs that they may have one of; POST issues one."""
    user = request.user
    clubs = Club.objects.filter(pk__in=user.confirmations.order_by().values("club")).by_name()
    if request.method == "POST":
        club = get_object_or_404(clubs, slug=request.POST.get("club"))
        return see_other(Certificate.objects.issue(club, user))
    context = {"clubs": clubs, "certificates": user.certificates.select_related("club")}
    return render_page(request, "clubs/certificates/certificates.html", context)


@login_required
@require_safe
def certificate(request, pk):
    """Show a certificate of the user, to be printed, in Korean and in English."""
    found = get_object_or_404(request.user.certificates, pk=pk)
    context = {
        "certificate": found,
        "address": request.build_absolute_uri(found.verify_url),
        "school": settings.SCHOOL_NAME,
        "english_school": settings.SCHOOL_NAME_EN,
    }
    return render_page(request, "clubs/certificates/certificate.html", context)


@login_required
@require_POST
def certificate_revoke(request, pk):
    """Revoke a certificate of the user."""
    get_object_or_404(request.user.certificates, pk=pk).revoke(request.user)
    messages.success(request, _("취소했어요. 이제 확인 코드를 넣어도 아무것도 보이지 않아요."))
    return see_other("certificates")

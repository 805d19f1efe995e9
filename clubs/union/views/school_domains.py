"""The page on which the union adds and removes mail domains of the school."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import SchoolDomain
from clubs.union.forms.school_domains import SchoolDomainForm
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other
from kclub.text.particles import particle


@login_required
def school_domains(request):
    """List the mail domains whose addresses prove that somebody is a student; POST adds one."""
    ensure_union(request.user)
    form = SchoolDomainForm(request.POST or None)
    if form.is_valid():
        form.save().accept()
        messages.success(request, _("도메인을 더했어요."))
        return see_other("union:school-domains")
    domains = list(SchoolDomain.objects.all())
    for domain in domains:
        domain.student_count = len(domain.users_verified_only_by_it())
    context = {"domains": domains, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/school_domains.html", context, status=status)


@login_required
def school_domain_remove(request, pk):
    """Remove a domain, and the verification of users who have no other; GET asks to confirm."""
    ensure_union(request.user)
    domain = get_object_or_404(SchoolDomain, pk=pk)
    if request.method != "POST":
        context = {"domain": domain, "student_count": len(domain.users_verified_only_by_it())}
        return render_page(request, "clubs/union/school_domain_remove.html", context)
    affected = domain.revoke()
    sentence = ngettext(
        "%(domain)s%(을)s 뺐어요. %(count)s명의 인증이 풀렸어요.",
        "%(domain)s%(을)s 뺐어요. %(count)s명의 인증이 풀렸어요.",
        affected,
    )
    params = {"domain": domain, "을": particle(domain, "을"), "count": affected}
    messages.success(request, sentence % params)
    return see_other("union:school-domains")

"""The export of a club's applications as CSV."""

from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from clubs.directory.views import get_club_run_by
from clubs.recruiting.forms.application_filters import ApplicationFilterForm
from clubs.recruiting.views.applications_manage import with_answers
from kclub import rate_limits
from kclub.files.csv_export import download


@login_required
@require_POST
def applications_csv(request, slug):
    """Export the filtered applications as CSV; the audit log records the export."""
    club = get_club_run_by(request.user, slug)
    rate_limits.consume("export", request.user.pk)
    form = ApplicationFilterForm(QueryDict(request.POST.get("back")))
    applications = list(form.apply_to(with_answers(club.applications)))
    detail = _("지원서 %(count)s건") % {"count": len(applications)}
    applicants = User.objects.filter(applications__in=applications)
    club.record_export(request.user, applicants, detail=detail)
    return download(f"{club.slug}-applications.csv", csv_rows(applications))


def csv_rows(applications):
    """Yield the header and one row per application, with a column per answered question."""
    no_answers = {a.question.text: "" for each in applications for a in each.answers.all()}
    yield [_("접수 번호"), _("이름"), _("상태"), _("보낸 때"), _("하고 싶은 말"), *no_answers]
    for each in applications:
        sent = f"{timezone.localtime(each.submitted_at):%Y-%m-%d %H:%M}"
        answers = no_answers | {a.question.text: a.text for a in each.answers.all()}
        yield [
            each.receipt, each.applicant, each.get_status_display(), sent, each.message,
            *answers.values(),
        ]  # fmt: skip

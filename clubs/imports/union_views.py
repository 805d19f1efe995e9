"""The page on which the union imports clubs: files, what they would do, and the word to do it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from clubs.imports import club_lines, member_lines
from clubs.imports.club_import import ClubImport
from clubs.imports.forms import ImportForm
from clubs.union.permissions import ensure_union
from kclub.errors import Gone, Refused
from kclub.files.csv_export import download
from kclub.shortcuts import see_other

SALT = "clubs.imports"
SEALED_FOR = 3600  # seconds between the report and the word to do it
HEADINGS = {"clubs": club_lines.HEADINGS, "members": member_lines.HEADINGS}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def club_import(request):
    """Ask for files; POST of them says what they would do, and POST of that report does it.

    Between the two the text of the files travels signed.
    """
    ensure_union(request.user)
    if "sealed" in request.POST:
        done = ClubImport(*unsealed(request))
        done.run()
        say_what_was_done(request, done)
        return see_other("club-import")
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"form": form}
    if form.is_valid():
        try:
            report = read_files(request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            context |= {"report": report, "sealed": report.is_valid and sealed(report)}
    status = 422 if form.errors else 200
    return render(request, "clubs/imports/club_import.html", context, status=status)


@login_required
@require_safe
def club_import_template(request, kind):
    """Return a file with nothing but the headings, for `clubs` or `members`."""
    ensure_union(request.user)
    if kind not in HEADINGS:
        raise Http404
    return download(f"{kind}.csv", [[known[0] for known in HEADINGS[kind].values()]])


def read_files(by, clubs, members):
    """Return the ClubImport of two uploaded files, of which one may be None."""
    return ClubImport(clubs and clubs.read(), by, members and members.read())


def sealed(report):
    """Return the texts of a checked import, signed so that only its author can run it."""
    texts = [report.by.pk, report.club_text, report.member_text]
    return signing.dumps(texts, salt=SALT, compress=True)


def unsealed(request):
    """Return the arguments for the ClubImport that was sealed.

    Raises Gone when it is too old or not theirs.
    """
    try:
        texts = signing.loads(request.POST["sealed"], salt=SALT, max_age=SEALED_FOR)
    except signing.BadSignature:
        texts = [None]
    user, *texts = texts
    if user != request.user.pk:
        raise Gone(_("미리 본 지 오래됐어요. 파일을 다시 올려 주세요."))
    clubs, members = [text and text.encode() for text in texts]
    return clubs, request.user, members


def say_what_was_done(request, done):
    """Add a message with the number of people who were invited."""
    if count := sum(line.to_send for line in done.lines):
        sentence = ngettext("%(n)s명을 초대했어요.", "%(n)s명을 초대했어요.", count)
        messages.success(request, sentence % {"n": count})
    else:
        messages.info(request, _("새로 초대할 사람이 없었어요."))

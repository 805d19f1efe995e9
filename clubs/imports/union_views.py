"""The page on which the union imports clubs: a file, what it would do, and the word to do it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from clubs.imports.club_import import HEADINGS, ClubImport
from clubs.imports.forms import ClubFileForm
from clubs.union.permissions import ensure_union
from kclub.errors import Gone, Refused
from kclub.files.csv_export import download
from kclub.shortcuts import see_other

SALT = "clubs.imports"
SEALED_FOR = 3600  # seconds between the report and the word to do it


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def club_import(request):
    """Ask for a file; POST of one says what it would do, and POST of that report does it.

    Between the two the file's text travels signed.
    """
    ensure_union(request.user)
    if "sealed" in request.POST:
        clubs = ClubImport(unsealed(request), request.user)
        clubs.run()
        say_what_was_done(request, clubs)
        return see_other("club-import")
    form = ClubFileForm(request.POST or None, request.FILES or None)
    context = {"form": form}
    if form.is_valid():
        try:
            clubs = ClubImport(form.cleaned_data["file"].read(), request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            context |= {
                "lines": clubs.lines,
                "sealed": clubs.is_valid and sealed(request.user, clubs),
            }
    status = 422 if form.errors else 200
    return render(request, "clubs/imports/club_import.html", context, status=status)


@login_required
@require_safe
def club_import_template(request):
    """Return a file with nothing but the headings."""
    ensure_union(request.user)
    return download("clubs.csv", [[known[0] for known in HEADINGS.values()]])


def sealed(user, clubs):
    """Return the text of a checked file as a signed word, for this user only."""
    return signing.dumps([user.pk, clubs.text], salt=SALT, compress=True)


def unsealed(request):
    """Return the file that was sealed, as bytes. Raises Gone when it is too old or not theirs."""
    try:
        user, text = signing.loads(request.POST["sealed"], salt=SALT, max_age=SEALED_FOR)
    except signing.BadSignature:
        user = None
    if user != request.user.pk:
        raise Gone(_("미리 본 지 오래됐어요. 파일을 다시 올려 주세요."))
    return text.encode()


def say_what_was_done(request, clubs):
    """Add a message with the number of presidents who were invited."""
    if count := sum(line.to_send for line in clubs.lines):
        sentence = ngettext("회장 %(n)s명을 초대했어요.", "회장 %(n)s명을 초대했어요.", count)
        messages.success(request, sentence % {"n": count})
    else:
        messages.info(request, _("새로 초대할 사람이 없었어요."))

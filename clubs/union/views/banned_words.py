"""The page on which the union adds and deletes banned words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.banned_words import BannedWord
from clubs.union.forms.banned_words import BannedWordForm
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
def banned_words(request):
    """List the words that no post or comment may contain; POST adds one."""
    ensure_union(request.user)
    form = BannedWordForm(request.POST or None)
    if form.is_valid():
        form.save()
        messages.success(request, _("더했어요. 이제부터 쓰는 글에 적용돼요."))
        return see_other("union:banned-words")
    context = {"banned_words": BannedWord.objects.all(), "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/banned_words.html", context, status=status)


@login_required
@require_POST
def banned_word_delete(request, pk):
    """Delete a banned word."""
    ensure_union(request.user)
    get_object_or_404(BannedWord, pk=pk).delete()
    messages.success(request, _("뺐어요."))
    return see_other("union:banned-words")

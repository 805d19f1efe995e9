"""Pages with nothing but the frame and its parts, for the tests of both."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import include, path
from django.views.generic import TemplateView

from kclub.errors import Conflict, Gone, RateLimited, Refused
from kclub.shortcuts import render_page, see_other
from kclub.views import badges, errors, guide, preferences, unsent

REFUSALS = {
    "refused": Refused(
        "부원만 볼 수 있는 글이에요. 지원하면 볼 수 있어요.", next_step=("/x/", "지원하기")
    ),
    "conflict": Conflict("%(by)s님이 먼저 결정했어요.", params={"by": "김민지"}),
    "gone": Gone("글쓴이가 지웠어요."),
    "too-fast": RateLimited("30초 뒤에 다시 보낼 수 있어요.", retry_after=30),
    "denied": PermissionDenied(),
    "missing": Http404(),
}
PAGE = """{% extends "kclub/base.html" %}{% load kclub %}
{% block title %}견본{% endblock %}
{% block main %}
<h1>견본</h1>
{% partialdef part inline %}<form method="post" id="part" class="stack" novalidate
  hx-post="/sample/" hx-target="#part" hx-swap="outerHTML" hx-disable="find button">
  {% csrf_token %}{% errors form %}
  {% for bound in form %}{% field bound %}{% endfor %}
  <button class="btn btn-1">보내기</button>
</form>{% endpartialdef %}
{% pager page %}
<div class="row wrap">
  {% for name in refusals %}
    <button class="btn" hx-post="/refuse/{{ name }}/" hx-target="#part">{{ name }}</button>
  {% endfor %}
  <button class="btn" hx-get="/fail/" hx-target="#part">fail</button>
  <button class="btn" hx-get="/members/" hx-target="#part">members</button>
  <a class="btn" href="#sheet">대화상자</a>
</div>
<dialog class="sheet" id="sheet" aria-labelledby="sheet-h"><div class="stack">
  <h2 id="sheet-h">정말요?</h2>
  <p>한 번 더 물어봐요.</p><a class="btn" href="#main">그만두기</a></div></dialog>
{% endblock %}"""


class Composer(forms.Textarea):
    def __init__(self):
        super().__init__({"rows": 3, "data-enter-sends": True})


class SampleForm(forms.Form):
    title = forms.CharField(label="제목", max_length=20, help_text="20자까지.")
    body = forms.CharField(label="내용", widget=Composer, required=False)
    kind = forms.ChoiceField(label="분야", choices=[("a", "공연"), ("b", "운동")])
    join = forms.ChoiceField(
        label="가입 방식",
        widget=forms.RadioSelect,
        choices=[("open", "누구나\n바로 부원이 돼요."), ("closed", "아무도\n모집을 쉬어요.")],
    )
    days = forms.MultipleChoiceField(
        label="요일", widget=forms.CheckboxSelectMultiple, choices=[("m", "월"), ("t", "화")]
    )
    picture = forms.FileField(label="사진", required=False, help_text="5MB 이하.")
    agreed = forms.BooleanField(label="읽었어요")
    secret = forms.CharField(label="비밀번호", widget=forms.PasswordInput, required=False)
    place = forms.CharField(widget=forms.HiddenInput, required=False)


def sample(request):
    form = SampleForm(request.POST or None)
    if form.is_valid():
        messages.success(request, "보냈어요.")
        return see_other("sample")
    context = {
        "form": form,
        "page": Paginator(range(200), 10).get_page(request.GET.get("page")),
        "refusals": REFUSALS,
    }
    status = 422 if form.errors else 200
    return render_page(request, "sample.html#part", context, status=status)


def refuse(request, name):
    raise REFUSALS[name]


def fail(request):
    raise RuntimeError("a fault of ours")


@login_required
def members(request):
    return HttpResponse("부원")


def echo(request):
    return HttpResponse("|".join([*request.GET.values(), *request.POST.values()]))


urlpatterns = [
    path("sample/", sample, name="sample"),
    path("refuse/<slug:name>/", refuse),
    path("fail/", fail),
    path("members/", members),
    path("echo/", echo),
    path("guide/", guide.guide),
    path("terms/", TemplateView.as_view(template_name="kclub/terms.html")),
    path("privacy/", TemplateView.as_view(template_name="kclub/privacy.html")),
    path("settings/look/", preferences.preferences, name="preferences"),
    path("unsent/", unsent.unsent, name="unsent"),
    path("", sample, name="home"),
    path("me/badges/", badges.badges, name="badges"),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

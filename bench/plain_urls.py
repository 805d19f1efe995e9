"""The addresses of K-Club, and two minimal pages."""

from django.http import HttpResponse
from django.urls import include, path


def me(request):
    return HttpResponse(request.user.get_username())


def hello(request):
    return HttpResponse("hello")


urlpatterns = [
    path("", include("kclub.urls")),
    path("bench/me/", me),
    path("bench/hello/", hello),
]

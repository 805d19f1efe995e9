"""The addresses of K-Club as they are under DEBUG."""

from django.urls import include, path

from kclub.urls import handler404, urlpatterns

urlpatterns = [*urlpatterns, path("demo/mail/", include("kclub.mailbox_urls"))]

__all__ = ["handler404", "urlpatterns"]

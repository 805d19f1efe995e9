"""The addresses of notices to chosen people, below /notices/; where they are sent is elsewhere."""

from django.urls import path

from clubs.notices.views import notices

app_name = "notices"
urlpatterns = [
    path("<int:pk>/", notices.notice, name="notice"),
    path("<int:pk>/read/", notices.notice_read, name="notice-read"),
    path("<int:pk>/readers/", notices.notice_readers, name="notice-readers"),
]

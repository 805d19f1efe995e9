from django.urls import path

from clubs.notices.views import notices_manage

urlpatterns = [
    path("<str:slug>/manage/notices/", notices_manage.notices, name="notices"),
    path("<str:slug>/manage/notices/new/", notices_manage.notice_new, name="notice-new"),
]

from django.urls import path

from clubs.audit_log import views

urlpatterns = [
    path("<str:slug>/manage/log/", views.log, name="log"),
]

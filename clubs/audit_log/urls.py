from django.urls import path

from clubs.audit_log import views

urlpatterns = [
    path("<str:slug>/manage/log/", views.audit_log, name="audit-log"),
]

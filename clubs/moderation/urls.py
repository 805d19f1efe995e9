from django.urls import path

from clubs.moderation import views

urlpatterns = [
    path("<str:slug>/manage/reports/", views.cases, name="cases"),
    path("<str:slug>/manage/reports/<int:pk>/", views.case_decide, name="case-decide"),
]

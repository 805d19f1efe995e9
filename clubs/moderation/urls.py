from django.urls import path

from clubs.moderation.views import cases

urlpatterns = [
    path("<str:slug>/manage/reports/", cases.cases, name="cases"),
    path("<str:slug>/manage/reports/<int:pk>/", cases.case_decide, name="case-decide"),
]

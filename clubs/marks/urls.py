from django.urls import path

from clubs.marks.views import marks as views

MARKS = "<str:slug>/manage/marks/"

urlpatterns = [
    path(MARKS, views.marks, name="marks"),
    path(f"{MARKS}<int:pk>/appeal/", views.mark_appeal, name="mark-appeal"),
]

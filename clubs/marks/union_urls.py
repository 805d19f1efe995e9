"""The addresses below /union/, outside the namespace `union`, which knows none of them."""

from django.urls import path

from clubs.marks.views import marks_of_union as views

urlpatterns = [
    path("terms/<str:code>/marks/", views.marks_of_term, name="marks-of-term"),
    path("marks/<str:slug>/", views.marks_of_club, name="marks-of-club"),
    path("marks/<str:slug>/<int:pk>/", views.mark, name="mark"),
]

from django.urls import path

from clubs.home import views as home
from clubs.moderation.views import cases

urlpatterns = [
    path("", home.home, name="home"),
    path("manage/", home.todo, name="todo"),
    path("exhibits/<int:pk>/", cases.evidence, name="evidence"),
]

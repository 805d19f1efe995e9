from django.urls import path

from clubs.home import views as home
from clubs.moderation import views as moderation

urlpatterns = [
    path("", home.home, name="home"),
    path("exhibits/<int:pk>/", moderation.evidence, name="evidence"),
]

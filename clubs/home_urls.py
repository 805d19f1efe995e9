from django.urls import path

from clubs.views import home, reports

urlpatterns = [
    path("", home.home, name="home"),
    path("exhibits/<int:pk>/", reports.exhibit, name="exhibit"),
]

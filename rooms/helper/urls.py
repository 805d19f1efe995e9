from django.urls import path

from rooms.helper import views

app_name = "helper"
urlpatterns = [
    path("", views.helper, name="helper"),
    path("answer/", views.answer, name="answer"),
    path("forget/", views.forget, name="forget"),
    path("<int:pk>/forget/", views.question_forget, name="question-forget"),
]

from django.urls import path

from kclub import live
from rooms import views

app_name = "rooms"

urlpatterns = [
    path("", views.rooms, name="list"),
    path("new/", views.new, name="new"),
    path("enter/", views.enter_by_name, name="enter-by-name"),
    path("<str:slug>/", views.room, name="room"),
    path("<str:slug>/enter/", views.enter, name="enter"),
    path("<str:slug>/leave/", views.leave, name="leave"),
    path("<str:slug>/read/", views.read, name="read"),
    path("<str:slug>/occupants/", views.occupants, name="occupants"),
    path("<str:slug>/messages/", views.messages, name="messages"),
    path("<str:slug>/messages/<int:number>/", views.message, name="message"),
    path("<str:slug>/messages/<int:number>/delete/", views.delete, name="message-delete"),
    path("<str:slug>/stream/", live.stream(views.channel_of), name="stream"),
]

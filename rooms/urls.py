from django.urls import path

from kclub import live
from rooms.views import entering, finding, showing, talking

app_name = "rooms"

urlpatterns = [
    path("", finding.rooms, name="list"),
    path("new/", finding.new, name="new"),
    path("enter/", finding.enter_by_name, name="enter-by-name"),
    path("<str:slug>/", entering.room, name="room"),
    path("<str:slug>/enter/", entering.enter, name="enter"),
    path("<str:slug>/leave/", entering.leave, name="leave"),
    path("<str:slug>/read/", talking.read, name="read"),
    path("<str:slug>/occupants/", entering.occupants, name="occupants"),
    path("<str:slug>/messages/", talking.messages, name="messages"),
    path("<str:slug>/messages/<int:number>/", talking.message, name="message"),
    path("<str:slug>/messages/<int:number>/delete/", talking.delete, name="message-delete"),
    path("<str:slug>/stream/", live.stream(showing.channel_of), name="stream"),
]

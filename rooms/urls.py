from django.urls import path

from kclub import live
from rooms.views import (
    entering,
    finding,
    inviting,
    meanwhile,
    moderating,
    reading,
    showing,
    talking,
)

app_name = "rooms"

urlpatterns = [
    path("", finding.rooms, name="list"),
    path("new/", finding.new, name="new"),
    path("enter/", finding.enter_by_name, name="enter-by-name"),
    path("<str:slug>/", entering.room, name="room"),
    path("<str:slug>/enter/", entering.enter, name="enter"),
    path("<str:slug>/leave/", entering.leave, name="leave"),
    path("<str:slug>/read/", talking.read, name="read"),
    path("<str:slug>/search/", reading.search, name="search"),
    path("<str:slug>/typing/", meanwhile.typing, name="typing"),
    path("<str:slug>/people/", entering.people, name="people"),
    path("<str:slug>/settings/", moderating.settings, name="settings"),
    path("<str:slug>/close/", moderating.close, name="close"),
    path("<str:slug>/invite/", inviting.invites, name="invites"),
    path("<str:slug>/invite/<str:token>/", inviting.invited, name="invited"),
    path("<str:slug>/invite/<str:token>/revoke/", inviting.revoke, name="invite-revoke"),
    path("<str:slug>/bans/", moderating.bans, name="bans"),
    path("<str:slug>/occupants/", moderating.occupants, name="occupants"),
    path("<str:slug>/occupants/<str:username>/", moderating.occupant, name="occupant"),
    path("<str:slug>/occupants/<str:username>/kick/", moderating.kick, name="kick"),
    path("<str:slug>/occupants/<str:username>/ban/", moderating.ban, name="ban"),
    path("<str:slug>/occupants/<str:username>/unban/", moderating.unban, name="unban"),
    path("<str:slug>/occupants/<str:username>/mute/", moderating.mute, name="mute"),
    path("<str:slug>/occupants/<str:username>/unmute/", moderating.unmute, name="unmute"),
    path("<str:slug>/occupants/<str:username>/appoint/", moderating.appoint, name="appoint"),
    path("<str:slug>/occupants/<str:username>/hand-over/", moderating.hand_over, name="hand-over"),
    path("<str:slug>/messages/", talking.messages, name="messages"),
    path("<str:slug>/messages/<int:number>/", talking.message, name="message"),
    path("<str:slug>/messages/<int:number>/edit/", talking.edit, name="message-edit"),
    path("<str:slug>/messages/<int:number>/react/", talking.react, name="message-react"),
    path("<str:slug>/messages/<int:number>/delete/", talking.delete, name="message-delete"),
    path("<str:slug>/messages/<int:number>/report/", talking.report, name="message-report"),
    path("<str:slug>/pictures/<int:pk>/", talking.picture, name="picture"),
    path(
        "<str:slug>/pictures/<int:pk>/small/",
        talking.picture,
        {"size": "thumbnail"},
        name="thumbnail",
    ),
    path("<str:slug>/stream/", live.stream(showing.channel_of), name="stream"),
]

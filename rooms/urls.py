from django.urls import path

from kclub import live
from rooms.direct import views as direct
from rooms.directory.views import directory, invites, rooms
from rooms.directory.views import occupants as listed_occupants
from rooms.directory.views.base import channel_of
from rooms.live_page import views as live_page
from rooms.messages.views import (
    files,
    messages,
    pictures,
    polls,
    reactions,
    read_marks,
    room,
    search,
    typing,
)
from rooms.moderation.views import bans, mutes, occupants, reports, settings

app_name = "rooms"

urlpatterns = [
    path("", directory.rooms, name="rooms"),
    path("new/", directory.new, name="room-new"),
    path("direct/", direct.direct, name="direct"),
    path("enter/", directory.enter_by_name, name="room-enter-by-name"),
    path("<str:slug>/", room.room, name="room"),
    path("<str:slug>/enter/", rooms.enter, name="room-enter"),
    path("<str:slug>/leave/", rooms.leave, name="room-leave"),
    path("<str:slug>/read/", read_marks.read, name="read-mark"),
    path("<str:slug>/poll/", polls.poll_new, name="poll-new"),
    path("<str:slug>/search/", search.search, name="search"),
    path("<str:slug>/typing/", typing.typing, name="typing"),
    path("<str:slug>/live/", live_page.live_page, name="live-page"),
    path("<str:slug>/live/log/", live_page.live_log, name="live-log"),
    path("<str:slug>/live/say/", live_page.live_composer, name="live-composer"),
    path("<str:slug>/people/", listed_occupants.people, name="occupants-panel"),
    path("<str:slug>/settings/", settings.settings, name="settings"),
    path("<str:slug>/close/", settings.close, name="room-close"),
    path("<str:slug>/invite/", invites.invites, name="invites"),
    path("<str:slug>/invite/<str:token>/", invites.invited, name="invite"),
    path("<str:slug>/invite/<str:token>/revoke/", invites.revoke, name="invite-revoke"),
    path("<str:slug>/bans/", bans.bans, name="bans"),
    path("<str:slug>/occupants/", listed_occupants.occupants, name="occupants"),
    path("<str:slug>/occupants/<str:username>/", occupants.occupant, name="occupant"),
    path("<str:slug>/occupants/<str:username>/kick/", occupants.kick, name="occupant-kick"),
    path("<str:slug>/occupants/<str:username>/ban/", bans.ban, name="ban"),
    path("<str:slug>/occupants/<str:username>/unban/", bans.unban, name="ban-lift"),
    path("<str:slug>/occupants/<str:username>/mute/", mutes.mute, name="mute"),
    path("<str:slug>/occupants/<str:username>/unmute/", mutes.unmute, name="mute-lift"),
    path(
        "<str:slug>/occupants/<str:username>/appoint/", occupants.appoint, name="occupant-appoint"
    ),
    path(
        "<str:slug>/occupants/<str:username>/hand-over/",
        occupants.hand_over,
        name="occupant-hand-over",
    ),
    path("<str:slug>/messages/", messages.messages, name="messages"),
    path("<str:slug>/messages/<int:number>/", messages.message, name="message"),
    path("<str:slug>/messages/<int:number>/edit/", messages.edit, name="message-edit"),
    path("<str:slug>/messages/<int:number>/react/", reactions.react, name="message-react"),
    path("<str:slug>/messages/<int:number>/poll/", polls.poll, name="message-poll"),
    path(
        "<str:slug>/messages/<int:number>/poll/close/", polls.poll_close, name="message-poll-close"
    ),
    path("<str:slug>/messages/<int:number>/delete/", messages.delete, name="message-delete"),
    path("<str:slug>/messages/<int:number>/report/", reports.report, name="message-report"),
    path("<str:slug>/pictures/<int:pk>/", pictures.picture, name="picture"),
    path(
        "<str:slug>/pictures/<int:pk>/small/",
        pictures.picture,
        {"size": "thumbnail"},
        name="thumbnail",
    ),
    path("<str:slug>/files/", files.files, name="files"),
    path("<str:slug>/files/<int:pk>/", files.file, name="file"),
    path("<str:slug>/stream/", live.stream(channel_of), name="stream"),
]

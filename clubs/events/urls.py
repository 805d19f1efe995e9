from django.urls import path

from clubs.events.views import calendars, event_days, events

urlpatterns = [
    path("<str:slug>/events/", events.events, name="events"),
    path("<str:slug>/events/days/", event_days.club_events_by_day, name="events-by-day"),
    path("<str:slug>/events/new/", events.event_new, name="event-new"),
    path("<str:slug>/events/<int:pk>/", events.event, name="event"),
    path("<str:slug>/events.ics", calendars.events_ics, name="events-ics"),
    path("<str:slug>/events/<int:pk>.ics", calendars.event_ics, name="event-ics"),
    path("<str:slug>/events/<int:pk>/edit/", events.event_edit, name="event-edit"),
    path("<str:slug>/events/<int:pk>/cancel/", events.event_cancel, name="event-cancel"),
    path("<str:slug>/events/<int:pk>/rsvp/", events.event_rsvp, name="event-rsvp"),
]

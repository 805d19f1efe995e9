from django.urls import path

from clubs.events.views import attendance, attendance_table, calendars, event_days, events

EVENT = "<str:slug>/events/<int:pk>"

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
    path(f"{EVENT}/attend/", attendance.event_attend, name="event-attend"),
    path(f"{EVENT}/attendance/", attendance.event_attendance, name="event-attendance"),
    path(f"{EVENT}/attendance/add/", attendance.event_attendance_add, name="event-attendance-add"),
    path(
        f"{EVENT}/attendance/take-back/",
        attendance.event_attendance_take_back,
        name="event-attendance-take-back",
    ),
    path(
        f"{EVENT}/attendance/strike/",
        attendance.event_attendance_strike,
        name="event-attendance-strike",
    ),
    path(f"{EVENT}/guests/", attendance.event_guests, name="event-guests"),
    path("<str:slug>/manage/attendance/", attendance_table.attendance, name="attendance"),
    path(
        "<str:slug>/manage/attendance/csv/", attendance_table.attendance_csv, name="attendance-csv"
    ),
]

from django.urls import path

from clubs.events.views import calendars

urlpatterns = [
    path("", calendars.calendar, name="calendar"),
    path("<str:token>.ics", calendars.calendar_ics, name="calendar-ics"),
]

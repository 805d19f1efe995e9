from django.urls import path

from clubs.events.views import event_days

urlpatterns = [
    path("events/", event_days.campus_events_by_day, name="events"),
    path("me/events/", event_days.my_events_by_day, name="my-events"),
]

from django.urls import path

from clubs.events import views

urlpatterns = [
    path("<str:slug>/events/", views.events, name="events"),
    path("<str:slug>/events/new/", views.event_new, name="event-new"),
    path("<str:slug>/events/<int:pk>/", views.event, name="event"),
    path("<str:slug>/events/<int:pk>/edit/", views.event_edit, name="event-edit"),
    path("<str:slug>/events/<int:pk>/cancel/", views.event_cancel, name="event-cancel"),
    path("<str:slug>/events/<int:pk>/rsvp/", views.event_rsvp, name="event-rsvp"),
]

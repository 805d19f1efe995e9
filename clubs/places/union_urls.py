"""The addresses below /union/, outside the namespace `union`, which knows none of them."""

from django.urls import path

from clubs.places.views import bookings, places, slots

urlpatterns = [
    path("places/", places.places_manage, name="places-manage"),
    path("places/new/", places.place_edit, name="place-new"),
    path("places/<int:pk>/", places.place_edit, name="place-edit"),
    path("places/<int:pk>/slots/", slots.slots, name="slots"),
    path("slots/<int:pk>/end/", slots.slot_end, name="slot-end"),
    path("bookings/<int:pk>/", bookings.booking, name="booking"),
]

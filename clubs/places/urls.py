"""The addresses below /places/, for whoever looks for a place."""

from django.urls import path

from clubs.places.views import bookings, places

urlpatterns = [
    path("", places.places, name="places"),
    path("<int:pk>/", places.place, name="place"),
    path("<int:pk>/book/", bookings.booking_new, name="booking-new"),
]

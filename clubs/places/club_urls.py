from django.urls import path

from clubs.places.views import bookings as views

BOOKINGS = "<str:slug>/manage/bookings/"

urlpatterns = [
    path(BOOKINGS, views.bookings, name="bookings"),
    path(f"{BOOKINGS}<int:pk>/cancel/", views.booking_cancel, name="booking-cancel"),
    path(f"{BOOKINGS}<int:pk>/report/", views.booking_report, name="booking-report"),
]

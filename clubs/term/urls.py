from django.urls import path

from clubs.term import views

urlpatterns = [
    path("", views.my_term, name="my-term"),
    path("confirm/", views.my_term_confirm, name="my-term-confirm"),
    path("renew/", views.my_term_renew, name="my-term-renew"),
    path("take-back/", views.my_term_take_back, name="my-term-take-back"),
]

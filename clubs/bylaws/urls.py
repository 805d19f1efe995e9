from django.urls import path

from clubs.bylaws import views

urlpatterns = [
    path("<str:slug>/bylaws/", views.bylaws, name="bylaws"),
    path("<str:slug>/bylaws/<int:number>/", views.bylaws, name="bylaws-version"),
    path("<str:slug>/manage/bylaws/", views.bylaws_write, name="bylaws-write"),
]

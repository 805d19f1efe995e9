from django.urls import path

from clubs.syndication.views import feeds

urlpatterns = [
    path("<str:slug>/posts.atom", feeds.club_posts_atom, name="posts-atom"),
    path("<str:slug>/events.atom", feeds.club_events_atom, name="events-atom"),
]

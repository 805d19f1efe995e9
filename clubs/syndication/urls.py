from django.urls import path

from clubs.syndication.views import feeds, sitemaps

urlpatterns = [
    path("posts.atom", feeds.posts_atom, name="posts-atom"),
    path("events.atom", feeds.events_atom, name="events-atom"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, name="sitemap"),
]

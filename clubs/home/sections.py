"""Sections of the home page above the feed, which other apps register; clubs itself knows none.

    @home_sections.register(order=10)
    def unread_rooms(viewer):
        return Section("rooms/messages/_rooms_unread.html", {"rooms": …})

The template finds the context as `section`.
"""

from kclub.registry import Registry

home_sections = Registry()  # f(viewer): a Section of `accounts.profile_sections`

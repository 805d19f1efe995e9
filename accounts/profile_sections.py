"""Sections of the profile pages, which other apps register; accounts itself knows none of them.

    @own_profile.register(order=10)
    def memberships(viewer, person):
        return Section("clubs/people/_memberships_own.html", {"memberships": …})

The template finds the context as `section`.
"""

from typing import NamedTuple

from kclub.registry import Registry

own_profile = Registry()  # f(viewer, person): sections of /me/
person_profile = Registry()  # f(viewer, person): sections of /people/<username>/
person_actions = Registry()  # f(viewer, person): what the viewer may do with the person there


class Section(NamedTuple):
    """A part of a profile page: a template and what it shows."""

    template: str
    context: dict = {}

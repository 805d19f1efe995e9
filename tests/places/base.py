"""Places: a thing in the site with its people, made when first asked for."""

from functools import cached_property

from django.urls import URLPattern, get_resolver

from tests.factories import make_staff, make_user
from tests.places.forms import FORMS

SECRET = "은행나무"  # the text of a message in a room and of a post on a board
NOT_OURS = {"admin", "allauth.urls"}  # Django's and allauth's own; static files have no pattern


def addresses(resolver=None, namespace=""):
    """Return {name of an address: its pattern} of all our addresses, as {"clubs:post": …}."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found[f"{namespace}{entry.name or entry.pattern}"] = entry.pattern
        elif {entry.app_name, getattr(entry.urlconf_name, "__name__", "")}.isdisjoint(NOT_OURS):
            inner = f"{entry.namespace}:" if entry.namespace else namespace
            found |= addresses(entry, inner)
    return found


ADDRESSES = addresses()


class Place:
    """A thing in the site and its people, each made when first asked for."""

    namespace = ""
    numbers = {}  # {name of an address: name of the thing that its `pk` means}

    anonymous = None

    @cached_property
    def unverified(self):
        return make_user(verified=False)

    @cached_property
    def stranger(self):
        return make_user()

    @cached_property
    def union(self):
        return make_staff()

    @cached_property
    def other(self):
        """Another place of the same kind, where these people have no rights."""
        return type(self)()

    @classmethod
    def address_of(cls, name):
        return f"{cls.namespace}:{name}" if cls.namespace else name

    def arguments(self, name):
        """Return the arguments of the address, by their names in its pattern."""
        return {arg: self.thing(name, arg) for arg in ADDRESSES[self.address_of(name)].converters}

    def thing(self, name, arg):
        return getattr(self, self.numbers[name]).pk

    def foreign(self, name):
        """Yield the arguments with one at a time replaced by a thing of the other place."""
        own = self.arguments(name)
        for arg in own.keys() - {"slug"}:
            yield own | {arg: self.other.thing(name, arg)}

    def form(self, name):
        """Return the form data for the address."""
        form = FORMS.get(self.address_of(name), {})
        return form(self) if callable(form) else form

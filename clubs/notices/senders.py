"""Senders of notices, for pages: a club or the union, with the audiences each may choose.

Between the page that shows the recipients and the one that sends, their keys travel signed.
"""

from typing import NamedTuple

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clubs.directory.categories import Category
from clubs.notices.audiences import (
    OF_CLUB,
    Audience,
    audience_of_club,
    audience_of_union,
    sizes_of_categories,
)
from clubs.notices.models import Notice
from kclub.shortcuts import parse_number

SALT = "clubs.notices.recipients"
OF_UNION = [Audience.STUDENTS, Audience.PRESIDENTS, Audience.ALL_OFFICERS]


class Recipients(NamedTuple):
    """Who was shown: the audience, the key of its category or None, and the keys of the users."""

    audience: str
    category: int | None
    keys: list


class Choice(NamedTuple):
    """An audience to choose: the value of its button, its name, and how many they are."""

    value: str
    label: str
    size: int


class Sender:
    """Who sends a notice, by the user `author`. `key` names it in limits and signatures."""

    club = None

    def __init__(self, author):
        self.author = author

    def seal(self, recipients):
        """Return the recipients as a signed word, for this sender only."""
        return signing.dumps([self.key, *recipients], salt=SALT, compress=True)

    def unseal(self, word):
        """Return the Recipients in a signed word. Raises BadSignature for one of another sender."""
        key, *recipients = signing.loads(word, salt=SALT)
        if key != self.key:
            raise signing.BadSignature
        return Recipients(*recipients)

    def send(self, recipients, **fields):
        """Send a notice as `Notice.send` does. Returns it."""
        audience, category, keys = recipients
        category = category and Category.objects.filter(pk=category).first()
        chosen = {"audience": audience, "category": category}
        return Notice.send(self.author, keys, club=self.club, **chosen, **fields)


class ClubSender(Sender):
    """A club."""

    def __init__(self, club, author):
        super().__init__(author)
        self.club, self.key = club, f"club:{club.pk}"
        self.notices_url = reverse("clubs:notices", args=[club.slug])
        self.new_url = reverse("clubs:notice-new", args=[club.slug])

    def users(self, audience):
        return audience_of_club(audience, self.author, self.club)

    def choices(self):
        """Return the Choices of a whole audience; of one that has anybody."""
        audiences = [audience for audience in OF_CLUB if audience != Audience.CHOSEN]
        found = [Choice(each.value, each.label, self.users(each).count()) for each in audiences]
        return [choice for choice in found if choice.size]

    def recipients(self, form):
        """Return the Recipients that a QueryDict asks for: by `to`, and those ticked by `pick`."""
        audience = form.get("to", Audience.CHOSEN)
        if audience not in OF_CLUB:
            return Recipients(Audience.CHOSEN, None, [])
        users = self.users(audience)
        if audience == Audience.CHOSEN:
            picked = {parse_number(text) for text in form.getlist("pick")}
            users = [user for user in users if user.pk in picked]
        return Recipients(audience, None, [user.pk for user in users])


class UnionSender(Sender):
    """The union."""

    key = "union"

    def __init__(self, author):
        super().__init__(author)
        self.notices_url, self.new_url = reverse("union:notices"), reverse("union:notice-new")

    def users(self, audience, category=None):
        return audience_of_union(audience, self.author, category)

    def choices(self):
        """Return the Choices: of everybody's audiences, and of the categories that have clubs."""
        sizes = sizes_of_categories(self.author)
        return [Choice(each.value, each.label, self.users(each).count()) for each in OF_UNION] + [
            Choice(
                f"{Audience.CATEGORY}-{category.pk}",
                _("%(category)s 분야의 부원") % {"category": category},
                sizes[category.pk],
            )
            for category in Category.objects.filter(pk__in=sizes)
        ]

    def recipients(self, form):
        """Return the Recipients that a QueryDict asks for by `to`, the value of a Choice."""
        audience, _dash, key = form.get("to", "").partition("-")
        category = parse_number(key) if audience == Audience.CATEGORY else None
        if category is None:
            audience = form.get("to")
        if category is None and audience not in OF_UNION:
            return Recipients(Audience.STUDENTS, None, [])
        users = self.users(audience, category)
        return Recipients(audience, category, list(users.values_list("pk", flat=True)))

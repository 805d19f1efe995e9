"""What the lines of a file are checked against, read once for all of them."""

from functools import cached_property

from accounts.email_addresses import domain_of
from accounts.models import SchoolDomain
from clubs.banned_words import BannedWord
from clubs.directory.categories import Category
from clubs.directory.models import Club
from clubs.directory.search import similar_names
from clubs.imports.files import heading_key


class SchoolData:
    """The clubs, categories, banned words and mail domains of the school, as they are now."""

    def __init__(self):
        self.is_school_domain = {}  # {domain: bool}
        self.banned_words = BannedWord.objects.all()  # evaluated once

    @cached_property
    def clubs(self):
        """All clubs by each of their folded names."""
        clubs = {}
        for club in Club.objects.only("name", "name_key", "english_name", "english_key", "status"):
            clubs |= {key: club for key in (club.english_key, club.name_key) if key}
        return clubs

    @cached_property
    def open_names(self):
        """The names of the clubs that everybody sees."""
        clubs = {club for club in self.clubs.values() if club.is_open}
        return [name for club in clubs for name in (club.name, club.english_name) if name]

    @cached_property
    def categories(self):
        """Categories by each of their names, as headings are compared."""
        categories = {}
        for category in Category.objects.all():
            categories |= dict.fromkeys(
                map(heading_key, filter(None, [category.name, category.name_en])), category
            )
        return categories

    def category_names(self):
        return ", ".join(dict.fromkeys(each.name for each in self.categories.values()))

    def covers(self, address):
        """Whether a canonical address belongs to a school domain."""
        domain = domain_of(address)
        if domain not in self.is_school_domain:
            self.is_school_domain[domain] = SchoolDomain.objects.covers(address)
        return self.is_school_domain[domain]

    def names_like(self, name):
        """Return the names of open clubs that resemble `name`, at most three."""
        return similar_names(name, self.open_names)[:3]

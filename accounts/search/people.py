"""People in the search."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User, is_student
from accounts.search.sections import SearchSection, search_sections
from kclub.text.normalization import folded


@search_sections.register(order=50)
class PeopleSearch(SearchSection):
    """Students by names and handles, for students; none whom the asker has blocked."""

    key, title, template = "people", _("사람"), "accounts/search/_person_found.html"

    @property
    def is_open(self):
        return is_student(self.search.user)

    def found(self):
        students = User.objects.verified().filter(is_active=True)
        return students.exclude(blocked_by__user=self.search.user).containing(
            " ".join(self.search.words)
        )

    def ranks(self):
        return [Q(display_name_key=folded(self.search.text))]

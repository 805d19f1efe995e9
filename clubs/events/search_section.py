"""Events in the search."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.search.sections import SearchSection, fits, search_sections
from clubs.directory.search_section import in_chosen_place
from clubs.events.models.events import Event


@search_sections.register(order=40)
class EventSearch(SearchSection):
    """Events by title, text and place; those to come first."""

    key, title, template = "events", _("일정"), "clubs/events/_event_found.html"
    takes = frozenset({"club", "mine", "when"})

    def found(self):
        events = in_chosen_place(Event.objects.visible_to(self.search.user), self.search)
        events = self.search.in_period(events.select_related("club"), "starts_at")
        return events.containing(self.search.stems_text)

    def ranks(self):
        titles = fits(self.search, "folded_title", "folded_text")
        return [titles[0] & Q(ends_at__gte=timezone.now()), *titles]

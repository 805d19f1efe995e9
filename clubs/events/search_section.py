"""Events in the search."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.search.sections import IndexedSection, search_sections
from clubs.directory.search_section import in_chosen_place
from clubs.events.models.events import Event


@search_sections.register(order=40)
class EventSearch(IndexedSection):
    """Events by title, text and place; those to come first."""

    key, title, template = "events", _("일정"), "clubs/events/_event_found.html"
    takes = frozenset({"club", "mine", "when"})
    fields = ("folded_title", "folded_text")

    def found(self):
        events = in_chosen_place(Event.objects.visible_to(self.search.user), self.search)
        return self.search.in_period(events.select_related("club"), "starts_at")

    def ranked(self):
        to_come = Q(ends_at__gte=timezone.now())
        for rank, rows in enumerate(super().ranked()):
            if rank == 0:
                yield rows.filter(to_come)
                rows = rows.exclude(to_come)
            yield rows

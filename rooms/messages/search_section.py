"""Messages in the search, and rooms as places to search in."""

from django.utils.functional import cached_property
from django.utils.translation import pgettext_lazy

from accounts.models import is_student
from accounts.models.handles import named_like
from accounts.search.sections import IndexedSection, SearchPlace, search_places, search_sections
from kclub.text.search_words import spans_of
from rooms.directory.models.direct_names import name_direct_rooms
from rooms.directory.models.rooms import Room
from rooms.messages.models.messages import Message


@search_sections.register(order=60)
class MessageSearch(IndexedSection):
    """Messages of the rooms the asker is in; for students."""

    key, title, template = (
        "messages",
        pgettext_lazy("찾기", "메시지"),
        "rooms/messages/_message_found.html",
    )
    takes = frozenset({"club", "room", "mine", "who", "when", "pictures"})

    @property
    def is_open(self):
        return is_student(self.search.user)

    @cached_property
    def places(self):
        rooms, place = Room.objects.occupied_by(self.search.user), self.search.chosen_place
        if place and place.kind == "club":
            rooms = rooms.filter(club=place.pk)
        if place and place.kind == "room":
            rooms = rooms.filter(pk=place.pk)
        return list(rooms.order_by().values_list("pk", flat=True))

    def found(self):
        messages = Message.objects.published().filter(room__in=self.places)
        messages = messages.not_blocked_by(self.search.user).select_related(
            "author", "room__club", "file"
        )
        if self.search.author_name:
            messages = messages.filter(named_like(self.search.author_name, "author__"))
        if "pictures" in self.search.filters:
            messages = messages.filter(picture_count__gt=0)
        return self.search.in_period(messages)

    def prepare(self, results):
        name_direct_rooms(self.search.user, [message.room for message in results])
        for message in results:
            message.found_text = found_text(message, self.search.words)


def found_text(message, words):
    """Return what of the message has the words: its text, or the name of its file."""
    if message.has_file and not (message.text and (spans_of(message.text, words) or not words)):
        return message.file.name
    return message.text


@search_places.register(order=20)
def rooms_to_search_in(user):
    """Return the rooms the user is in, by name."""
    names = ("kind", "name", "club__name", "club__english_name")  # all that a label needs
    rooms = list(Room.objects.occupied_by(user).select_related("club").only(*names))
    name_direct_rooms(user, rooms)
    places = [SearchPlace("room", room.pk, str(room)) for room in rooms]
    return sorted(places, key=lambda place: place.label)

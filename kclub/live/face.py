"""django-eventstream's own functions, reaching our relay.

`send_event` and `channel_permission_changed` hand over to the ListenerManager in its `views`
module: ours takes its place.
"""

from django_eventstream import views

from .publishing import publish, say
from .wire import Word


class ListenerManager:
    def add_to_queues(self, channel, event):
        """`send_event`: type "" is swapped in by htmx, any other is a DOM event."""
        publish(channel, event.data, event=event.type)

    def kick(self, user_id, channel):
        """`channel_permission_changed`, when it found that the user may not listen any more."""
        say(Word("channel", channel, user=str(user_id), body=b"not-allowed"))


def take_over():
    views.listener_manager = ListenerManager()

"""Storing and rendering a message, the same in all Django peers."""

import os

from django.db import transaction
from django.db.models import F
from django.template import Context, Template

from rooms.models import Message, Room

BEFORE, AFTER = os.environ["FRAGMENT"].split("{text}")
FRAGMENT = Template("{{ before|safe }}{{ text }}{{ after|safe }}")


@transaction.atomic
def save(pk, author, text):
    """Number and store the message. Return it as HTML."""
    Room.objects.filter(pk=pk).update(last_change=F("last_change") + 1)
    number = Room.objects.values_list("last_change", flat=True).get(pk=pk)
    Message.objects.create(room_id=pk, author=author, text=text, number=number, change=number)
    return FRAGMENT.render(Context({"text": text, "before": BEFORE, "after": AFTER}))

"""The messages of the rooms: conversations from talk.txt at plausible times."""

import re
from datetime import timedelta

from demo import annotations
from rooms.models import Message

MAX_CONVERSATIONS_PER_DAY = 4  # each has time enough to end


def make_messages(campus, room):
    """Return the room's messages, oldest first, numbered without gaps as if each had been posted."""
    messages, previous = [], None
    topics = campus.random.sample(room.topics, len(room.topics))
    topics.sort(key=annotations.has_reactions)  # what is said last shows how they look
    for moment, topic in zip(moments(campus, room, len(topics)), topics, strict=True):
        absent = campus.people["member"] if topic is topics[-1] else None  # has yet to read it
        for message in conversation(campus, room, topic, moment, absent):
            message.number = message.change = len(messages) + 1
            message.place_below(previous and previous.author_id, previous and previous.created_at)
            messages.append(previous := message)
            annotations.set_reply_target(messages, message.voice)
    room.last_change = len(messages)
    annotations.number_reactions(room, messages)
    room.last_author, room.last_message_at = previous.author, previous.created_at
    if len(messages) > 40:
        plain = [message for message in messages if not any(message.marks)]
        delete(room, plain[len(plain) // 3])
    room.posted_messages = messages
    return messages


def moments(campus, room, count):
    """Yield when `count` conversations begin, in order; the last on the evening before today."""
    opens, closes = room.hours
    length = (closes - opens) * 60 // MAX_CONVERSATIONS_PER_DAY
    days = count // 2 + 2
    slots = [(day, slot) for day in range(days, 0, -1) for slot in range(MAX_CONVERSATIONS_PER_DAY)]
    taken = [*campus.random.sample(slots[:-1], count - 1), slots[-1]]
    for day, slot in sorted(taken, key=slots.index):
        minute = slot * length + campus.random.randrange(max(1, length - 32))
        yield campus.ago(room.quiet_for + day, opens, minute)


def conversation(campus, room, topic, moment, absent):
    """Yield the messages of one conversation among as many people as it has voices.

    For `absent`, a User or None, somebody else speaks, if there is anybody.
    """
    voices = sorted({voice[0] for voice, _line in topic})
    people = dict(zip(voices, campus.random.sample(room.speakers, len(voices)), strict=True))
    other = next((user for user in room.speakers if user not in people.values()), absent)
    people = {voice: other if user == absent else user for voice, user in people.items()}
    for voice, line in topic:
        line, fields, left = annotations.parse_line(line, people)
        text = re.sub(r"[A-D](?=님)", lambda called: given_name(people[called[0]]), line)
        if room.club:
            text = text.format(place=room.club.place, meets=room.club.meets)
        author = people[voice[0]]
        message = Message(room=room, author=author, text=text, created_at=moment, **fields)
        message.voice, message.marks = voice, left
        yield message
        pause = campus.random.choice([0, 0, 1, 1, 2])
        moment += timedelta(minutes=pause, seconds=campus.random.randrange(8, 50))


def given_name(user):
    """Return how friends call `user`: 지우 for 박지우, Amara for Amara Okeke."""
    first, *others = user.display_name.split()
    return first if others or len(first) < 3 else first[-2:]


def delete(room, message):
    """Delete a message as `Message.delete_by` does: without its text, as a change of the room."""
    room.last_change += 1
    message.text, message.change = "", room.last_change
    message.deleted_at = message.created_at + timedelta(minutes=1)

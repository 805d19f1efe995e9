"""Annotations of lines in talk.txt: replies, reactions, pictures and mentions."""

import re
from collections import Counter
from random import Random

from django.core.files.base import ContentFile
from PIL import Image

from demo import data_files
from demo.pictures import ALTS, webp
from kclub.files.images import Picture as Remade
from kclub.files.images import preview
from rooms.models import Message, Picture, Reaction

KINDS_BY_EMOJI = {kind.label: kind for kind in Reaction.Kind}
LINE = re.compile(rf"(.*?)(?: \[(\w+)\])?(?: \(([{''.join(KINDS_BY_EMOJI)}]+)\))?", re.DOTALL)


def wanted_scenes():
    """Return {scene: number of its pictures in rooms}; conversations used twice have none."""
    lines = [
        line for talk in data_files.conversations().values() for said in talk for _, line in said
    ]
    return Counter(scene for line in lines if (scene := LINE.fullmatch(line)[2]))


def has_reactions(topic):
    """Return whether somebody reacts to a line of a conversation."""
    return any(LINE.fullmatch(line)[3] for _voice, line in topic)


def parse_line(line, people):
    """Return (text, fields of the Message, (scene, emoji) for `store`) of a line of talk.txt."""
    text, scene, emoji = LINE.fullmatch(line.replace(" ⏎ ", "\n")).groups()
    mentions = {}
    for letter in re.findall(r"@([A-D])", text):
        name = people[letter].display_name
        text, mentions[name] = text.replace(f"@{letter}", f"@{name}"), people[letter].username
    return text, {"mentions": mentions, "picture_count": bool(scene)}, (scene, emoji or "")


def set_reply_target(messages, voice):
    """Set the message that the newest one replies to: B^ is the line above, B^^ the one before it."""
    up = voice.count("^")
    messages[-1].reply_target = messages[-1 - up] if up else None


def number_reactions(room, messages):
    """Make each reaction a change of the room, in the order of the messages."""
    for message in messages:
        if emoji := message.marks[1]:
            room.last_change += len(emoji)
            message.change = room.last_change


def store(rooms, pictures):
    """Store replies, reactions and pictures of the rooms' messages, which are stored already."""
    random = Random("반응")  # noqa: S311
    replies, reactions = [], []
    for room in rooms:
        for message in room.posted_messages:
            if message.reply_target:
                message.reply_to = message.reply_target
                replies.append(message)
            scene, emoji = message.marks
            reactions += reactions_to(message, emoji, room.people, random)
            if scene:
                store_picture(message, scene, pictures[scene].pop())
    Message.objects.bulk_update(replies, ["reply_to"])
    Reaction.objects.bulk_create(reactions)


def reactions_to(message, emoji, people, random):
    """Yield the Reactions to a message, each emoji by random ones of the other people."""
    others = [user for user in people if user != message.author]
    for symbol, count in Counter(emoji).items():
        for user in random.sample(others, min(count, len(others))):
            yield Reaction(message=message, user=user, kind=KINDS_BY_EMOJI[symbol])


def store_picture(message, scene, drawn):
    """Store a drawn picture of the scene as the message's picture."""
    full, _thumbnail = drawn
    content = ContentFile(full, f"demo-{scene}-{message.pk}.webp")
    small = ContentFile(webp(preview(Image.open(content))), f"demo-{scene}-{message.pk}-s.webp")
    picture = Picture.store(Remade(content, small), ALTS[scene])
    picture.message = message
    picture.save()

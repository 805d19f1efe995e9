"""The marks of talk.txt in a line besides its words: answers, reactions, pictures, mentions."""

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

FACES = {kind.label: kind for kind in Reaction.Kind}
LINE = re.compile(rf"(.*?)(?: \[(\w+)\])?(?: \(([{''.join(FACES)}]+)\))?", re.DOTALL)


def wanted_scenes():
    """Return {scene: how many pictures of it the rooms show}; conversations held twice have none."""
    lines = [
        line for talk in data_files.conversations().values() for said in talk for _, line in said
    ]
    return Counter(scene for line in lines if (scene := LINE.fullmatch(line)[2]))


def parse_line(line, people):
    """Return (text, fields of the Message, what `store` is to add to it) of a line of talk.txt."""
    text, scene, faces = LINE.fullmatch(line.replace(" ⏎ ", "\n")).groups()
    called = {}
    for letter in re.findall(r"@([A-D])", text):
        name = people[letter].display_name
        text, called[name] = text.replace(f"@{letter}", f"@{name}"), people[letter].username
    return text, {"mentions": called, "picture_count": bool(scene)}, (scene, faces or "")


def answer(messages, voice):
    """Note what the newest of `messages` answers: with B^ the line above, with B^^ the one above that."""
    up = voice.count("^")
    messages[-1].quotes = messages[-1 - up] if up else None


def react(room, messages):
    """Make each reaction a change of the room, in the order of the messages."""
    for message in messages:
        if faces := message.marks[1]:
            room.last_change += len(faces)
            message.change = room.last_change


def store(rooms, pictures):
    """Store answers, reactions and pictures of the rooms' messages, which are stored already."""
    chance = Random("반응")  # noqa: S311
    answers, reactions = [], []
    for room in rooms:
        for message in room.messages_said:
            if message.quotes:
                message.reply_to = message.quotes
                answers.append(message)
            scene, faces = message.marks
            others = [user for user in room.people if user != message.author]
            for face, count in Counter(faces).items():
                who = chance.sample(others, min(count, len(others)))
                reactions += [Reaction(message=message, user=u, kind=FACES[face]) for u in who]
            if scene:
                store_picture(message, scene, pictures[scene].pop())
    Message.objects.bulk_update(answers, ["reply_to"])
    Reaction.objects.bulk_create(reactions)


def store_picture(message, scene, drawn):
    full, _thumbnail = drawn
    content = ContentFile(full, f"demo-{scene}-{message.pk}.webp")
    small = ContentFile(webp(preview(Image.open(content))), f"demo-{scene}-{message.pk}-s.webp")
    picture = Picture.store(Remade(content, small), ALTS[scene])
    picture.message = message
    picture.save()

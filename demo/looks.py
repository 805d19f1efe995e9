"""Logos, covers and pictures of a few clubs, drawn by code; the others show their emoji and pattern."""

from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from demo.brushes import SIZE, disc
from demo.pictures import ALTS
from demo.scenes import SCENES
from kclub.files.images import preview, reencode
from kclub.files.logos import reencode_cover, reencode_logo

SIDE = 512  # pixels of a logo as it is drawn
COVERS = {"필름로그": "park", "새벽세시": "stage", "산바라기": "ridge", "별헤는밤": "stars"}


IN_TEXT = {"필름로그": ["door", "night", "rain"]}  # the first of them stands on a line of its text


def film(draw):
    """A frame of film with a sun in it."""
    draw.rectangle((0, 0, SIDE, SIDE), fill="#2b2320")
    for x in range(36, SIDE, 90):
        for y in (44, SIDE - 92):
            draw.rounded_rectangle((x, y, x + 50, y + 48), 12, fill="#f6ead9")
    draw.rectangle((36, 124, SIDE - 36, SIDE - 124), fill="#f4a261")
    disc(draw, SIDE // 2, 268, 82, "#fff3cf")
    draw.rectangle((36, 330, SIDE - 36, SIDE - 124), fill="#5c7d5a")


def clock(draw):
    """Three o'clock in the night."""
    draw.rectangle((0, 0, SIDE, SIDE), fill="#241a36")
    disc(draw, 256, 256, 170, "#f7d35e")
    disc(draw, 256, 256, 140, "#241a36")
    draw.line((256, 256, 256, 150), fill="#f7d35e", width=26)
    draw.line((256, 256, 346, 256), fill="#e06a9a", width=26)


def peaks(draw):
    """Two peaks, one with snow."""
    draw.rectangle((0, 0, SIDE, SIDE), fill="#cfe8f5")
    draw.polygon([(250, 460), (390, 190), (540, 460)], fill="#7ba387")
    draw.polygon([(-30, 460), (200, 90), (430, 460)], fill="#3f6f55")
    draw.polygon([(138, 190), (200, 90), (262, 190), (200, 160)], fill="#ffffff")
    draw.rectangle((0, 430, SIDE, SIDE), fill="#2c503d")


LOGOS = {"필름로그": film, "새벽세시": clock, "산바라기": peaks}


def dress(club):
    """Let the president of a new club give it the pictures that are drawn here."""
    pictures = {}
    if club.name in LOGOS:
        pictures["logo"] = reencode_logo(drawn_logo(LOGOS[club.name]))
    if club.name in COVERS:
        scene = COVERS[club.name]
        pictures |= {"cover": reencode_cover(drawn_scene(scene)), "cover_alt": ALTS[scene]}
    if club.name in IN_TEXT:
        pictures["pictures"] = [
            (reencode(drawn_scene(scene), preview), ALTS[scene]) for scene in IN_TEXT[club.name]
        ]
    if pictures:
        club.edit(club.president, **pictures)


def drawn_logo(paint):
    image = Image.new("RGB", (SIDE, SIDE))
    paint(ImageDraw.Draw(image))
    return as_upload(image)


def drawn_scene(scene):
    image = Image.new("RGB", SIZE)
    SCENES[scene](image, ImageDraw.Draw(image), Random(scene))  # noqa: S311
    return as_upload(image)


def as_upload(image):
    data = BytesIO()
    image.save(data, "PNG")
    return ContentFile(data.getvalue(), "picture.png")

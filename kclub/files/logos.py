"""Logos, covers and people's pictures: cut to one shape, in two sizes, each of few bytes."""

from PIL import Image, ImageOps

from kclub.files.images import Picture, redraw, webp

LOGO, SMALL_LOGO = (256, 256), (128, 128)  # pixels; a page shows them at half of that or less
COVER, SMALL_COVER = (1280, 512), (640, 256)
AVATAR, SMALL_AVATAR = (256, 256), (64, 64)
MAX_BYTES = {
    LOGO: 12_000, SMALL_LOGO: 5_000, COVER: 80_000, SMALL_COVER: 24_000,
    AVATAR: 12_000, SMALL_AVATAR: 2_000,
}  # fmt: skip


def reencode_logo(upload):
    """Return the middle of `upload`, an open file, as a Picture. Raises ValidationError if it is unfit."""
    return redraw(upload, lambda image: Picture(_cut(image, LOGO), _cut(image, SMALL_LOGO)))


def reencode_cover(upload):
    """Return a wide middle of `upload`, as `reencode_logo` does a square one."""
    return redraw(upload, lambda image: Picture(_cut(image, COVER), _cut(image, SMALL_COVER)))


def reencode_avatar(upload):
    """Return the middle of `upload` as `reencode_logo` does, in a person's sizes and without holes."""
    return redraw(upload, _as_avatar)


def _as_avatar(image):
    opaque = Image.new("RGB", image.size, "white")
    opaque.paste(image, mask=image.getchannel("A") if "A" in image.mode else None)
    return Picture(_cut(opaque, AVATAR), _cut(opaque, SMALL_AVATAR))


def _cut(image, size):
    return webp(ImageOps.fit(image, size), MAX_BYTES[size])

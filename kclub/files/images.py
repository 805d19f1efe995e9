"""Images that people upload: measured, decoded one at a time, and encoded anew.

What comes out is WebP made from the pixels alone: whatever else a file carried (where it was
taken, a script behind the last pixel) stays behind. Of an animation the first frame remains.
"""

import secrets
import struct
from collections import namedtuple
from contextlib import ExitStack, contextmanager
from functools import partial
from io import BytesIO
from math import inf
from threading import BoundedSemaphore, Lock

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from kclub.files.colours import in_eight_bits, in_srgb

FORMATS = [
    "JPEG",
    "PNG",
    "WEBP",
    "GIF",
]  # recognized by content, since names and types are only claims
MAGIC = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
)  # of all of them but WebP, whose size comes before it
MAX_BYTES = 5_000_000
MAX_PIXELS = {"JPEG": 40_000_000}  # decoded at a fraction of its size, unless it is tall
DEFAULT_MAX_PIXELS = 20_000_000  # other formats are decoded whole: 350 MB at most
MAX_ASPECT_RATIO = 20  # a scrolled screenshot of a phone has up to 18
MAX_SIDE = 1600  # pixels, of a picture on a page
LEGIBLE_WIDTH = 1080  # pixels: a phone's screen; what is taller than wide is not made narrower
MAX_HEIGHT = 15_000  # pixels; WebP holds 16,383
THUMBNAIL_SIDE = 152  # pixels: 76 points on a screen with two pixels a point
PREVIEW_WIDTH = 640  # pixels: as wide as a chat shows it, likewise
MAX_PREVIEW_RATIO = 2  # height to width: of a taller picture the top is shown, and all when opened
QUALITIES = (80, 65, 50, 35, 20, 5)  # of WebP
ORIENTATION = 0x0112  # in EXIF; from 5 on, width and height are swapped
DECODING_TIMEOUT = 10  # seconds a picture waits for those before it
MAX_DECODING_REQUESTS = 6  # decoding or waiting; a worker's other threads are for pages

BROKEN_IMAGE_ERRORS = (  # what Pillow raises for a broken file
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, MemoryError,
    struct.error,
)  # fmt: skip

Image.MAX_IMAGE_PIXELS = max(MAX_PIXELS.values())
decoding_lock = Lock()  # one at a time, for a dyno has 512 MB
decoding_requests = BoundedSemaphore(MAX_DECODING_REQUESTS)

Picture = namedtuple("Picture", "full thumbnail")  # two ContentFiles, named at random


def square(image):
    """Return the middle of `image`, for a list."""
    return ImageOps.fit(image, (THUMBNAIL_SIDE, THUMBNAIL_SIDE))


def is_tall(image):
    """Whether a list shows only the top of `image`, anything with a width and a height."""
    return image.height > MAX_PREVIEW_RATIO * image.width


def preview(image):
    """Return `image`, or its top if it is tall, smaller, for a chat."""
    shown_height = min(image.height, MAX_PREVIEW_RATIO * image.width)
    smaller = image.crop((0, 0, image.width, shown_height))
    smaller.thumbnail((PREVIEW_WIDTH, MAX_PREVIEW_RATIO * PREVIEW_WIDTH), reducing_gap=2)
    return smaller


def reencode(upload, thumbnail=square, max_thumbnail_bytes=inf):
    """Return `upload`, an open file, as a Picture. Raises ValidationError if it is unfit."""
    return redraw(
        upload, lambda image: Picture(webp(image), webp(thumbnail(image), max_thumbnail_bytes))
    )


def redraw(upload, draw):
    """Return `draw(image)` of the Image in `upload`. Raises ValidationError if it is unfit."""
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("%(name)s: %(size)sMB예요. 5MB보다 작은 사진으로 골라 주세요."),
            params={"name": upload.name, "size": f"{upload.size / 1_000_000:.1f}"},
        )
    image = _open(upload)
    max_pixels = MAX_PIXELS.get(image.format, DEFAULT_MAX_PIXELS)
    if image.width * image.height > max_pixels:
        raise _too_large(upload, max_pixels)
    if max(image.size) > MAX_ASPECT_RATIO * min(image.size):
        raise ValidationError(
            _("%(name)s: 너무 길쭉해요. 긴 쪽이 짧은 쪽의 %(most)s배를 넘지 않게 잘라 주세요."),
            params={"name": upload.name, "most": MAX_ASPECT_RATIO},
        )
    return _redraw(image, upload, draw)


def claims_to_be_image(upload):
    """Whether `upload` was sent as an image, or begins like one that we read."""
    upload.seek(0)
    head = upload.read(12)
    upload.seek(0)
    named = (upload.content_type or "").startswith("image/")
    return named or head.startswith(MAGIC) or (head[:4], head[8:]) == (b"RIFF", b"WEBP")


def _open(upload):
    """Return an Image, not decoded yet. Raises ValidationError unless it is one we read."""
    try:
        return Image.open(upload, formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_large(upload, Image.MAX_IMAGE_PIXELS) from None
    except BROKEN_IMAGE_ERRORS:
        raise ValidationError(
            _("%(name)s: 사진이 아니에요. JPEG, PNG, WebP, GIF 가운데 골라 주세요."),
            params={"name": upload.name},
        ) from None


@contextmanager
def _decoding_turn():
    """Within, no other picture is decoded. Raises ValidationError if too many wait, or for too long."""
    with ExitStack() as stack:
        for lock, timeout in [(decoding_requests, 0), (decoding_lock, DECODING_TIMEOUT)]:
            if not lock.acquire(timeout=timeout):
                raise ValidationError(
                    _("지금 사진이 많이 올라오고 있어요. 잠시 뒤에 다시 올려 주세요.")
                )
            stack.callback(lock.release)
        yield


def _redraw(image, upload, draw):
    try:
        with _decoding_turn():
            return draw(_fit(image))
    except BROKEN_IMAGE_ERRORS:
        raise ValidationError(
            _("%(name)s: 망가져서 열 수 없는 사진이에요. 다시 저장해서 올려 주세요."),
            params={"name": upload.name},
        ) from None


def _fit(image):
    """Return `image` upright, in sRGB and at most as large as `_fitting_size` says."""
    profile = image.info.get("icc_profile")
    size = _fitting_size(image)
    image.draft("RGB", size)  # a JPEG is then decoded at a fraction of its size
    image = in_eight_bits(image)
    image.thumbnail(size, reducing_gap=2)
    ImageOps.exif_transpose(image, in_place=True)
    return in_srgb(image, profile)


def _fitting_size(image):
    """Return (width, height) of `image` on a page, before it is turned upright."""
    turned = image.getexif().get(ORIENTATION, 1) >= 5
    width, height = image.size[::-1] if turned else image.size
    scale = max(MAX_SIDE / max(width, height), LEGIBLE_WIDTH / width)
    scale = min(1, scale, MAX_HEIGHT / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return size[::-1] if turned else size


def webp(image, max_bytes=inf):
    """Return `image` as a ContentFile, in the first of QUALITIES that `max_bytes` suffice for."""
    for quality in QUALITIES:
        data = BytesIO()
        image.save(data, "WEBP", quality=quality, exif=b"", icc_profile=b"", xmp=b"")
        if data.tell() <= max_bytes:
            break
    return ContentFile(data.getvalue(), f"{secrets.token_hex(12)}.webp")


def _too_large(upload, max_pixels):
    return ValidationError(
        _("%(name)s: 너무 커요. %(most)s만 화소보다 작은 사진으로 골라 주세요."),
        params={"name": upload.name, "most": f"{max_pixels // 10_000:,}"},
    )


def image_response(file, cache_control):
    """Return the response with a stored image, which a browser may only show. Raises Http404 if lost."""
    try:
        opened = file.open()
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        opened,
        content_type="image/webp",
        headers={
            "Cache-Control": cache_control,
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )


def delete_on_commit(*files):
    """Delete these files of a model from the storage once the transaction has committed."""
    for file in files:
        transaction.on_commit(partial(file.storage.delete, file.name))

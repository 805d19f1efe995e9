"""Pictures for tests, and files that only pretend to be pictures."""

import zlib
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

BROKEN_EXIF = (  # an orientation, and a resolution that is text
    b"Exif\0\0MM\0*\0\0\0\x08\0\2\x01\x12\0\3\0\0\0\1\0\6\0\0\x01\x1a\0\2\0\0\0\2x\0\0\0\0\0\0\0"
)


def drawn(kind="JPEG", size=(40, 20), mode="RGB", **options):
    """Return the bytes of a picture whose left half is red."""
    image = Image.new(mode, size)
    if mode == "RGB":
        ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    data = BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def noise(size):
    """Return the bytes of a picture that nothing makes small."""
    data = BytesIO()
    Image.frombytes("RGB", size, Random(1).randbytes(3 * size[0] * size[1])).save(data, "JPEG")
    return data.getvalue()


def upload(content=None, name="사진.jpg"):
    return SimpleUploadedFile(name, drawn() if content is None else content, "image/jpeg")


def opened(file):
    return Image.open(BytesIO(file.read()))


def png_of(width, height):
    """Return the bytes of a small file that claims to be a large picture."""
    content = bytearray(drawn("PNG"))
    content[16:24] = width.to_bytes(4) + height.to_bytes(4)
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4)
    return bytes(content)


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
REFUSED = {
    "bomb": (png_of(60_000, 60_000), "4,000만 화소보다 작은"),
    "just too large": (png_of(8_000, 6_000), "2,000만 화소보다 작은"),
    "svg": (SVG, "사진이 아니에요"),
    "html that says GIF": (b"GIF89a<script>alert(1)</script>", "사진"),
    "lying about the camera": (drawn(exif=BROKEN_EXIF), "망가져서"),
    "truncated": (drawn(size=(900, 900), quality=95)[:4000], "망가져서"),
    "lying bmp": (drawn("BMP"), "사진이 아니에요"),
    "empty words": (b"hello", "사진이 아니에요"),
}

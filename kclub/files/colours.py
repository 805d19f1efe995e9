"""The colours of images: whatever a file has them in, they become sRGB with eight bits a channel."""

from contextlib import suppress
from io import BytesIO

from PIL import ImageCms

MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}  # Pillow's mode by what a profile is for
SIXTEEN_BITS = ("I;16", "I;16B", "I;16L", "I")  # modes of grey from 0 to 65535


def in_eight_bits(image):
    """Return `image` in a mode that can be resized: L, LA, RGB, RGBA or CMYK."""
    if image.mode in SIXTEEN_BITS:
        grey = image.convert("I").point(lambda value: value / 257 + 0.5).convert("L")
        grey.info.pop("transparency", None)  # one of 65536 greys
        return grey
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def in_srgb(image, profile):
    """Return `image` in sRGB; `profile` is the ICC profile it came with, if any.

    A profile that is broken or for other channels is ignored, as browsers do.
    """
    with suppress(OSError, ImageCms.PyCMSError):
        if profile:
            image = _converted(image, ImageCms.ImageCmsProfile(BytesIO(profile)))
    return image.convert("RGB") if image.mode == "CMYK" else image


def _converted(image, profile):
    alpha = image.getchannel("A") if "A" in image.mode else None
    mode = MODES.get(profile.profile.xcolor_space)
    if image.mode.removesuffix("A") != mode:
        return image
    srgb = ImageCms.createProfile("sRGB")
    opaque = image.convert(mode) if alpha else image
    converted = ImageCms.profileToProfile(opaque, profile, srgb, outputMode="RGB")
    if alpha:
        converted.putalpha(alpha)
    return converted

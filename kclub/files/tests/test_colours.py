"""The colours of uploaded pictures: what comes out is sRGB, as a camera or a phone showed it."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from kclub.files.images import reencode
from tests.pictures import drawn, opened, upload

INPUTS = Path(__file__).parent / "inputs"


def reencoded(content, mode="RGB"):
    return opened(reencode(upload(content)).full).convert(mode)


def input_of(name):
    return (INPUTS / name).read_bytes()


def profile_of(name):
    return Image.open(INPUTS / name).info["icc_profile"]


@pytest.mark.parametrize(
    ("name", "left", "right"),
    [
        ("p3-photo.jpg", (255, 4, 0), (0, 225, 0)),
        ("adobergb-photo.jpg", (255, 57, 33), (0, 221, 28)),
    ],
)
def test_wide_colours_are_converted_to_srgb(name, left, right):
    image = reencoded(input_of(name))
    assert image.getpixel((5, 20)) == pytest.approx(left, abs=3)
    assert image.getpixel((55, 20)) == pytest.approx(right, abs=3)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_the_profile_counts_in_every_mode(mode):
    data = BytesIO()
    image = Image.new("RGB", (40, 20), (234, 51, 35))  # the red of sRGB, in P3
    image = image.quantize() if mode == "P" else image.convert(mode)
    image.save(data, "PNG", icc_profile=profile_of("p3-photo.jpg"))
    assert reencoded(data.getvalue()).getpixel((20, 10)) == pytest.approx((255, 0, 0), abs=6)


def test_what_is_transparent_stays_so():
    data = BytesIO()
    image = Image.new("RGBA", (40, 20), (234, 51, 35, 128))
    image.save(data, "PNG", icc_profile=profile_of("p3-photo.jpg"))
    assert reencoded(data.getvalue(), "RGBA").getpixel((20, 10))[3] == 128


def test_pictures_in_srgb_stay_as_they_are():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain, tagged = (reencoded(drawn(icc_profile=profile)) for profile in (None, srgb))
    for place in [(5, 10), (35, 10)]:
        assert tagged.getpixel(place) == pytest.approx(plain.getpixel(place), abs=2)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
@pytest.mark.parametrize("name", ["broken", "of other channels"])
def test_a_profile_that_does_not_fit_is_ignored(name, mode):
    profile = b"profile" if name == "broken" else profile_of("p3-photo.jpg")
    if name != "broken" and mode == "RGB":
        profile = profile[:200]  # cut off
    content = drawn(mode=mode, icc_profile=profile)
    expected = reencoded(drawn(mode=mode)).getpixel((35, 10))
    assert reencoded(content).getpixel((35, 10)) == expected


def test_sixteen_bits_of_grey_come_out_as_a_ramp():
    ramp = [reencoded(input_of("gray16.png"), "L").getpixel((x, 20)) for x in range(60)]
    assert ramp[0] < 5
    assert ramp[-1] > 250
    assert all(one <= other + 2 for one, other in pairwise(ramp))


def test_ink_and_palettes_come_out_right():
    turned = reencoded(input_of("cmyk-turned.jpg"))
    assert turned.size == (40, 60)
    assert turned.getpixel((20, 30)) == pytest.approx((255, 0, 0), abs=4)
    see_through = reencoded(input_of("palette-alpha.png"), "RGBA")
    assert see_through.getpixel((0, 20))[3] == 0
    assert see_through.getpixel((30, 20)) == pytest.approx((255, 0, 0, 128), abs=4)

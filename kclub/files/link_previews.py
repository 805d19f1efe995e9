"""The pictures that messengers show beside a shared link: a title and a line, a logo and a cover."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

FONT = Path(__file__).parent / "fonts" / "Pretendard-Bold.woff2"  # has every Hangul syllable
SIZE = (1200, 630)  # pixels: what Open Graph readers crop nothing of
MARGIN = 90
TITLE, LINE, FOOT = 96, 46, 36  # font sizes in pixels
MAX_LINES = 2  # of the title, and of the line below; one where a cover stands above
LOGO_SIDE, LOGO_CORNER = 220, 70
COVER_SIZE = (1200, 290)
HUES = {  # the light colours of tokens.css: ground, pattern, ink
    1: ("#ffcec8", "#ffaca5", "#6b2523"),
    2: ("#ffd4b4", "#fbb682", "#652f00"),
    3: ("#ebdeae", "#ddc775", "#503e00"),
    4: ("#c0ebc8", "#95dba3", "#034e21"),
    5: ("#abecef", "#68dce2", "#004e54"),
    6: ("#bee2ff", "#92cdff", "#064172"),
    7: ("#e4d5ff", "#d2b8ff", "#48316c"),
    8: ("#ffcde4", "#fcabd1", "#652547"),
}


@lru_cache(100)  # about 50 kB each; a link in a busy chat is asked for by many at once
def draw_link_preview(title, line, foot, hue, logo=None, cover=None):
    """Return a JPEG of 1200 × 630 pixels, as bytes. `hue` is one of the eight of clubs.

    `logo` and `cover` are stored files; either may be empty.
    """
    ground, pattern, ink = HUES[hue]
    image = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(image)
    for radius, x, y in [(260, 1120, 60), (150, 1010, 600), (70, 830, 520)]:
        draw.circle((x, y), radius, fill=pattern)
    top, width, max_lines = MARGIN, SIZE[0] - 2 * MARGIN, MAX_LINES
    if cover:
        image.paste(_opened(cover, COVER_SIZE), (0, 0))
        top, max_lines = COVER_SIZE[1] + MARGIN // 3, 1
    if logo:
        _paste_logo(image, _opened(logo, (LOGO_SIDE, LOGO_SIDE)), top)
        width -= LOGO_SIDE + MARGIN // 2
    for text, size in [(title, TITLE), (line, LINE)]:
        font = font_of(size)
        for row in wrapped(text, font, width, max_lines):
            draw.text((MARGIN, top), row, font=font, fill=ink)
            top += round(size * 1.3)
        top += LINE // 2
    foot_y = SIZE[1] - (MARGIN // 2 if cover else MARGIN)
    draw.text((MARGIN, foot_y), foot, font=font_of(FOOT), fill=ink, anchor="ls")
    jpeg = BytesIO()
    image.save(jpeg, "JPEG", quality=85, subsampling=0)
    return jpeg.getvalue()


def _opened(file, size):
    """Return a stored picture cut to `size`, on white where it is transparent."""
    with file.open() as stored, Image.open(stored) as picture:
        cut = ImageOps.fit(picture.convert("RGBA"), size)
    white = Image.new("RGBA", size, "white")
    return Image.alpha_composite(white, cut).convert("RGB")


def _paste_logo(image, logo, top):
    mask = Image.new("L", logo.size)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *logo.size), LOGO_CORNER, fill=255)
    image.paste(logo, (SIZE[0] - MARGIN - LOGO_SIDE, top), mask)


@lru_cache
def font_of(size):
    """Return the font in a size in pixels."""
    return ImageFont.truetype(FONT, size)


def wrapped(text, font, width, most):
    """Return `text` as at most `most` rows that fit into `width` pixels, the last one shortened."""
    rows, row = [], ""
    for word in text.split():
        for piece in pieces(word, font, width):
            longer = f"{row} {piece}".strip()
            if row and font.getlength(longer) > width:
                rows.append(row)
                longer = piece
            row = longer
    rows.append(row)
    if len(rows) > most:
        rows = rows[:most]
        last = rows[-1]
        while font.getlength(f"{last}…") > width:
            last = last[:-1]
        rows[-1] = f"{last}…"
    return rows


def pieces(word, font, width):
    """Return a word as pieces that each fit into `width` pixels."""
    found, piece = [], ""
    for letter in word:
        if piece and font.getlength(piece + letter) > width:
            found.append(piece)
            piece = ""
        piece += letter
    return [*found, piece]

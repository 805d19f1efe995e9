"""Drawing functions that the scenes of the demo pictures share."""

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = WIDTH, HEIGHT = 960, 640


def sky(image, *colours):
    """Fill the picture from top to bottom, one colour flowing into the next."""
    column = Image.new("RGB", (1, len(colours)))
    for y, colour in enumerate(colours):
        column.paste(colour, (0, y, 1, y + 1))
    image.paste(column.resize(SIZE, Image.Resampling.BICUBIC))


def disc(draw, x, y, radius, colour):
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def hill(draw, random, top, colour, swell=40):
    """Fill the ground from `top` down to the lower edge, with a soft rise and fall."""
    points, height = [], top
    for x in range(-60, WIDTH + 121, 60):
        height += random.uniform(-swell, swell) / 2
        points.append((x, height))
    draw.polygon([*points, (WIDTH + 120, HEIGHT), (-60, HEIGHT)], fill=colour)


def glow(image, spots, softness):
    """Lay light over the picture; `spots` are (x, y, radius, colour)."""
    light = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(light)
    for spot in spots:
        disc(pen, *spot)
    light = light.resize((WIDTH // 4, HEIGHT // 4)).filter(ImageFilter.GaussianBlur(softness / 4))
    image.paste(ImageChops.screen(image, light.resize(SIZE)))

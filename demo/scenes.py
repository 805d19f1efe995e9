"""Scenes of the demo pictures, each drawn with some random variation."""

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demo.brushes import HEIGHT, SIZE, WIDTH, disc, glow, hill, sky


def park(image, draw, random):
    sky(image, "#f3a86b", "#f9cf8d", "#fbe8bd", "#fbe8bd")
    disc(draw, random.randrange(500, 800), 330, 84, "#fff3cf")
    hill(draw, random, 420, "#8aa27c")
    hill(draw, random, 500, "#5c7d5a")
    for x, size in [(random.randrange(200, 320), 1.3), (random.randrange(400, 480), 0.9)]:
        draw.rectangle((x - 9 * size, 320, x + 9 * size, 540), fill="#4a3b2e")
        for _ in range(14):
            leaf = random.choice(["#e3b23c", "#d79b2b", "#eec351", "#d9822b", "#e89a44"])
            across, down = random.gauss(0, 55 * size), random.gauss(0, 42 * size)
            disc(draw, x + across, 270 + down, random.randrange(34, 66) * size, leaf)
    hill(draw, random, 575, "#39523b", 16)


def campus(image, draw, random):
    sky(image, "#9fc6dc", "#c6dfe5", "#f2ead6")
    for _ in range(9):
        disc(draw, random.randrange(WIDTH), random.randrange(60, 200), 46, "#e6eff0")
    left = random.randrange(150, 330)
    for x, top, wide, brick in [(left, 210, 380, "#b86a4f"), (left + 300, 280, 300, "#a15a42")]:
        draw.rectangle((x, top, x + wide, HEIGHT), fill=brick)
        for row in range(top + 44, 520, 92):
            for column in range(x + 34, x + wide - 40, 72):
                draw.rectangle((column, row, column + 40, row + 52), fill="#f4e3c1")
    hill(draw, random, 560, "#5f8a58", 20)
    for x in [*range(0, left, 90), *range(left + 620, WIDTH + 60, 90)]:
        disc(draw, x, random.randrange(500, 560), 74, random.choice(["#7aa568", "#89b276"]))


def stage(image, draw, random):
    sky(image, "#2a1f3d", "#241a36", "#150f22")
    hues = random.sample(["#7b4fb0", "#e06a9a", "#f7d35e", "#4f8fd0", "#5fc79a"], 3)
    beams = Image.new("RGB", SIZE)
    for place, hue in enumerate(hues):
        x = 150 + place * 320 + random.randrange(-60, 60)
        foot = x + random.randrange(-160, 160)
        beam = Image.new("RGB", SIZE)
        ImageDraw.Draw(beam).polygon([(x, -20), (foot - 150, 520), (foot + 150, 520)], fill=hue)
        beams = ImageChops.screen(beams, beam)
    dimmed = beams.filter(ImageFilter.GaussianBlur(10)).point(lambda value: value * 0.6)
    image.paste(ImageChops.screen(image, dimmed))
    draw.rectangle((0, 510, WIDTH, HEIGHT), fill="#150f22")
    for x in random.sample(range(180, 800, 120), 4):
        disc(draw, x, 352, 26, "#0e0a18")
        draw.polygon([(x - 30, 384), (x + 30, 384), (x + 40, 520), (x - 40, 520)], fill="#0e0a18")
    for x in range(30, WIDTH, 76):
        disc(draw, x + random.randrange(-12, 12), 618, 38, "#05030a")


def night(image, draw, random):
    sky(image, "#0d1630", "#1c2c55", "#3a4a78")
    disc(draw, random.randrange(120, 840), 110, 34, "#f4efd2")
    for x in range(0, WIDTH, 58):
        top = random.randrange(230, 390)
        draw.rectangle((x, top, x + 52, 430), fill=random.choice(["#101a38", "#162248"]))
        for y in range(top + 14, 420, 24):
            if random.random() < 0.5:
                draw.rectangle((x + 14, y, x + 22, y + 9), fill="#f5cf6a")
    draw.rectangle((0, 430, WIDTH, HEIGHT), fill="#14204a")
    colours = ["#f5b95a", "#f08a5d", "#e7d27c", "#7fb4e8"]
    glow(
        image,
        [
            (random.randrange(WIDTH), y, random.randrange(5, 16), random.choice(colours))
            for y in range(436, 600, 3)
        ],
        12,
    )


def ridge(image, draw, random):
    sky(image, "#f6d9b8", "#f3e4d2", "#dfe8e6")
    disc(draw, random.randrange(300, 700), 170, 52, "#fdf4dc")
    layers = ["#c5d3d2", "#a5bcbd", "#83a2a3", "#5f8584", "#3f6763", "#274a45"]
    for place, colour in enumerate(layers):
        hill(draw, random, 230 + place * 70, colour, 90 - place * 8)


def rain(image, draw, random):
    sky(image, "#40525f", "#5b6f78", "#39474f")
    colours = ["#f3c46b", "#e8806a", "#8fc0d8", "#f0e2b0"]
    glow(
        image,
        [
            (
                random.randrange(WIDTH),
                random.randrange(180, 560),
                random.randrange(20, 60),
                random.choice(colours),
            )
            for _ in range(24)
        ],
        28,
    )
    for _ in range(220):
        x, y, size = random.randrange(WIDTH), random.randrange(HEIGHT), random.randrange(2, 8)
        draw.ellipse((x, y, x + size, y + size * 1.3), fill="#c7d6da")
    for _ in range(16):
        x, y = random.randrange(WIDTH), random.randrange(HEIGHT - 200)
        draw.line((x, y, x, y + random.randrange(60, 200)), fill="#aebfc5", width=2)


def stars(image, draw, random):
    sky(image, "#0a0f24", "#151c3d", "#2b2f5c")
    for _ in range(320):
        bright = random.choice(["#ffffff", "#cfd8ff", "#ffeccb"])
        disc(draw, random.randrange(WIDTH), random.randrange(HEIGHT), random.random() * 2.4, bright)
    x, y = random.randrange(330, 620), random.randrange(220, 380)
    disc(draw, x, y, 86, "#e3bd7f")
    draw.rectangle((x - 84, y + 8, x + 84, y + 22), fill="#cfa468")
    for spread in (0, 26):
        box = (x - 176 + spread, y - 38 + spread / 4, x + 176 - spread, y + 38 - spread / 4)
        draw.arc(box, -8, 188, fill="#f0dcb0", width=9)


def table(image, draw, random):
    sky(image, "#f4e9d4", "#eddcbd", "#d9b98c")
    for y in range(230, HEIGHT, 96):
        draw.rectangle((0, y, WIDTH, y + 92), fill=random.choice(["#c99a66", "#c39260", "#cfa270"]))
    draw.polygon([(120, 0), (420, 0), (760, HEIGHT), (360, HEIGHT)], fill="#e7cb9c")
    x, y = random.randrange(330, 460), random.randrange(360, 420)
    draw.ellipse((x - 210, y - 100, x + 210, y + 120), fill="#b08457")
    draw.ellipse((x - 200, y - 110, x + 200, y + 104), fill="#f6f1e6")
    draw.ellipse((x - 140, y - 76, x + 140, y + 70), fill="#e9e0cf")
    for _ in range(random.randrange(3, 6)):
        warm = random.choice(["#d9a35a", "#c9843f", "#e0b36b"])
        across, down = random.randrange(-80, 80), random.randrange(-40, 30)
        draw.ellipse((x + across - 52, y + down - 34, x + across + 52, y + down + 30), fill=warm)
    glaze = random.choice(["#5f8a84", "#b5654d", "#6f7fa8"])
    draw.rounded_rectangle((700, y - 130, 850, y + 50), 34, fill=glaze)
    draw.ellipse((700, y - 158, 850, y - 104), fill="#3b2a20")


def pitch(image, draw, random):
    sky(image, "#16233a", "#24385a", "#24385a")
    for place in range(6):
        green = "#2f7d4a" if place % 2 else "#2a7143"
        draw.polygon(
            [
                (place * 160, 270),
                (place * 160 + 160, 270),
                (place * 320 - 320, HEIGHT),
                (place * 320 - 640, HEIGHT),
            ],
            fill=green,
        )
    draw.polygon([(0, 270), (0, HEIGHT), (-1, HEIGHT)], fill="#2a7143")
    draw.line((0, 300, WIDTH, 300), fill="#eef4ea", width=4)
    draw.ellipse((300, 380, 700, 560), outline="#eef4ea", width=6)
    disc(draw, random.randrange(380, 620), 500, 20, "#f7f5ee")
    glow(image, [(x, 90, 34, "#fff3c4") for x in (140, 480, 820)], 26)
    for _ in range(120):
        x, y = random.randrange(WIDTH), random.randrange(HEIGHT)
        draw.line((x, y, x - 4, y + 18), fill="#9fb2c4")


def door(image, draw, random):
    sky(image, "#e9dcc6", "#e2d1b6", "#cdb894")
    for y in range(60, 560, 46):
        for x in range(-60 + (y // 46 % 2) * 46, WIDTH, 92):
            tone = random.choice(["#d8c2a0", "#d2ba96", "#dcc8a8"])
            draw.rectangle((x + 2, y + 2, x + 90, y + 44), fill=tone)
    blue = random.choice(["#3f74a8", "#4f86b8", "#2f6290", "#5a93b5"])
    draw.rectangle((320, 130, 640, 580), fill="#5d4a3a")
    for x in (334, 484):
        draw.rectangle((x, 144, x + 142, 580), fill=blue)
        for top in (176, 366):
            draw.rectangle((x + 24, top, x + 118, top + 150), outline="#2b4c6c", width=5)
    disc(draw, 466, 370, 10, "#e0c36a")
    draw.rectangle((0, 576, WIDTH, HEIGHT), fill="#9b9184")
    for _ in range(26):
        leaf = random.choice(["#6f9a5c", "#86ad6b", "#5d8650"])
        disc(draw, random.gauss(800, 50), random.gauss(500, 46), random.randrange(14, 34), leaf)


def flowers(image, draw, random):
    sky(image, "#f6f2ea", "#eee7db", "#e3dbcb")
    for _ in range(90):
        leaf = random.choice(["#6d9a62", "#83ad72", "#55834f", "#9abf83"])
        x, y = random.randrange(WIDTH), random.triangular(300, HEIGHT, HEIGHT)
        draw.ellipse((x - 40, y - 16, x + 40, y + 16), fill=leaf)
    for _ in range(24):
        x, y, size = random.randrange(WIDTH), random.randrange(200, 560), random.randrange(18, 32)
        petal = random.choice(["#f0a6bd", "#f6c3d1", "#e58aa8", "#fbe0e6"])
        for across, down in [(-1, 0), (1, 0), (0, -1), (0, 1), (0.7, 0.7)]:
            disc(draw, x + across * size * 0.8, y + down * size * 0.8, size, petal)
        disc(draw, x, y, size * 0.5, "#f3cf63")


def water(image, draw, random):
    sky(image, "#a9dbd8", "#5fb0b4", "#2c7d88")
    for x in range(20, WIDTH, 70):
        green = random.choice(["#3f8f63", "#56a873", "#2f7a58"])
        sway, top = random.randrange(-50, 50), random.randrange(220, 460)
        draw.line([(x, HEIGHT), (x + sway, 520), (x - sway, top)], fill=green, width=16)
    for _ in range(9):
        x, y, size = random.randrange(80, 880), random.randrange(90, 520), random.randrange(16, 40)
        fin = random.choice(["#f2893f", "#f6a85b", "#ee6f3a"])
        draw.polygon([(x + size, y), (x + size * 2, y - size), (x + size * 2, y + size)], fill=fin)
        draw.ellipse((x - size * 1.6, y - size * 0.8, x + size * 1.4, y + size * 0.8), fill=fin)
        disc(draw, x - size, y - size * 0.15, size * 0.14, "#2a1a12")
    for _ in range(30):
        x, y, size = random.randrange(WIDTH), random.randrange(HEIGHT), random.randrange(3, 9)
        draw.ellipse((x, y, x + size, y + size), outline="#e3f5f3", width=2)


SCENES = {
    scene.__name__: scene
    for scene in [
        park, campus, stage, night, ridge, rain, stars, table, pitch, door, flowers, water,
    ]
}  # fmt: skip

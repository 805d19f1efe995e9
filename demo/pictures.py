"""Pictures for posts, drawn by code: soft shapes in the colours of a campus, as WebP."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from demo.brushes import SIZE
from demo.scenes import SCENES
from kclub.files.images import THUMBNAIL_SIDE

ALTS = {
    "park": "노을 진 공원에 선 나무 두 그루",
    "campus": "나무 사이로 보이는 붉은 벽돌 건물과 하늘",
    "stage": "색색 조명 아래 무대에 선 사람들의 그림자",
    "night": "강물에 번진 밤 도시의 불빛",
    "ridge": "안개 낀 산등성이가 겹겹이 이어진 풍경",
    "rain": "빗방울 맺힌 창 너머로 흐린 불빛",
    "stars": "별이 가득한 밤하늘과 고리를 두른 행성",
    "table": "햇빛이 드는 나무 탁자 위의 접시와 컵",
    "pitch": "조명 아래 젖은 초록 구장과 흰 선",
    "door": "담장 사이의 파란 대문",
    "flowers": "흰 담장 앞에 핀 분홍 꽃과 초록 잎",
    "water": "수초 사이를 헤엄치는 주황 물고기들",
}


def draw_pictures(wanted):
    """Return {scene: [(picture, thumbnail), …]} for `wanted`, {scene: number}, as bytes of WebP."""
    random = Random("사진")  # noqa: S311
    return {
        scene: [draw_picture(SCENES[scene], random) for _ in range(count)]
        for scene, count in wanted.items()
    }


def draw_picture(paint, random):
    image = Image.new("RGB", SIZE)
    paint(image, ImageDraw.Draw(image), random)
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    return webp(image), webp(ImageOps.fit(image, (THUMBNAIL_SIDE, THUMBNAIL_SIDE)))


def webp(image):
    data = BytesIO()
    image.save(data, "WEBP", quality=72, method=2)
    return data.getvalue()

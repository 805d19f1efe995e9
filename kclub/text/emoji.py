"""What counts as one emoji, however many characters it is written with."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Unicode's Emoji property below U+10000; above, whole blocks, for there are new ones every year.
PICTURE = (
    "[©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸-☺♀♂♈-♓♟♠♣♥♦♨♻♾♿⚒-⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏"
    "⛑⛓⛔⛩⛪⛰-⛵⛷-⛺⛽✂✅✈-✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣❤➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
)
DRAWN = f"{PICTURE}\ufe0f?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"  # in a colour of skin
FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
KEY = "[0-9#*]\ufe0f?\u20e3"
EMOJI = re.compile(f"{FLAG}|{KEY}|{DRAWN}(?:\u200d{DRAWN})*")


def is_emoji(text):
    """Whether `text` is one emoji, as 💬, ♟️, 🇰🇷 and 👩🏽‍🎓 are."""
    return EMOJI.fullmatch(text) is not None


def validate_emoji(text):
    if not is_emoji(text):
        raise ValidationError(_("그림 문자 하나만 넣어 주세요. 예: 💬"))

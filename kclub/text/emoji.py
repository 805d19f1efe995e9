"""Validation of one emoji, however many characters it is written with."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Unicode's Emoji property below U+10000; above it whole blocks, since new ones come every year.
PICTOGRAPH = (
    "[©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸-☺♀♂♈-♓♟♠♣♥♦♨♻♾♿⚒-⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏"
    "⛑⛓⛔⛩⛪⛰-⛵⛷-⛺⛽✂✅✈-✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣❤➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
)
# With a skin tone or tags.
MODIFIED = f"{PICTOGRAPH}\ufe0f?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
KEYCAP = "[0-9#*]\ufe0f?\u20e3"
EMOJI = re.compile(f"{FLAG}|{KEYCAP}|{MODIFIED}(?:\u200d{MODIFIED})*")


def is_emoji(text):
    """Return whether `text` is exactly one emoji, as 💬, ♟️, 🇰🇷 and 👩🏽‍🎓 are."""
    return EMOJI.fullmatch(text) is not None


def validate_emoji(text):
    """Raise ValidationError unless `text` is exactly one emoji."""
    if not is_emoji(text):
        raise ValidationError(_("이모지 하나만 넣어 주세요. 예: 💬"))

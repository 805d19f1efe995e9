import pytest
from django.core.exceptions import ValidationError

from kclub.text.emoji import is_emoji, validate_emoji


@pytest.mark.parametrize(
    "text", [*"💬🌱🍜☔🥢", "♟️", "❤️", "🇰🇷", "👩🏽‍🎓", "👨‍👩‍👧‍👦", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏳️‍🌈"]
)
def test_one_picture_is_one_emoji(text):
    assert is_emoji(text)


@pytest.mark.parametrize(
    "text",
    ["", "a", "가", "1", "#", "💬💬", "💬 ", "ㅋ", "🇰", "\ufe0f", "\u200d", "<b>", "∑", "아🌱"],
)
def test_text_and_several_pictures_are_none(text):
    with pytest.raises(ValidationError):
        validate_emoji(text)

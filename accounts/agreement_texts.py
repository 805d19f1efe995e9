"""The texts that people agree to, each apart; a digest tells a changed one from the one before.

A text is the Korean sentences of its page, all that may be on it: the languages say the same, and
whom to write to is not what somebody has agreed to.
"""

import re
from functools import cache, lru_cache
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

DIGEST_LENGTH = 16  # characters
SENTENCE = re.compile(
    r'{% translate "([^"]+)" %}|{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}', re.DOTALL
)
NEWS_TEXT = gettext_noop("새 동아리와 행사 소식을 메일로 받을래요 (선택)")


class Kind(models.TextChoices):
    """What one agrees to."""

    TERMS = "terms", _("이용 약관")
    PRIVACY = "privacy", _("개인정보의 수집과 이용")
    NEWS = "news", _("소식 메일")


REQUIRED = (Kind.TERMS, Kind.PRIVACY)


@cache
def text_of(kind):
    """Return the present text of a Kind, a sentence a line."""
    if kind == Kind.NEWS:
        return NEWS_TEXT
    page = (settings.BASE_DIR / f"templates/kclub/{kind}.html").read_text()
    page = page.replace("{{ school_name }}", settings.SCHOOL_NAME)
    return "\n".join(" ".join((one or more).split()) for one, more in SENTENCE.findall(page))


def digest_of(kind):
    """Return what tells the present text of a Kind from any other."""
    return _digest(text_of(kind))


@lru_cache(maxsize=8)
def _digest(text):
    return sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]

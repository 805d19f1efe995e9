"""Numbers of bank accounts, which are not kept here."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from kclub.errors import Refused

DAY = re.compile(r"(?<!\d)(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)\d(?:[-\s.·_]{0,3}\d){9,}(?!\d)")  # ten digits or more in a row


def looks_like_account(text):
    """Whether there is a number as long as that of an account in the text; days are none."""
    text = "".join(each for each in unicodedata.normalize("NFKC", text) if each.isprintable())
    return ACCOUNT.search(DAY.sub("/", text)) is not None


def ensure_no_account_number(text):
    """Raise Refused for a text with what looks like the number of an account."""
    if looks_like_account(text):
        raise Refused(
            _("계좌번호처럼 보이는 긴 숫자는 적을 수 없어요. 방이나 메시지로 알려 주세요.")
        )

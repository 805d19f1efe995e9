"""Student numbers: what one looks like, and its digest, by which it is found without being kept."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SHAPE = re.compile(r"[0-9A-Z]{5,15}")


def read_student_number(text):
    """Return the number as it is stored: "2024-12345" is 202412345. Raises ValidationError."""
    number = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    if not SHAPE.fullmatch(number):
        raise ValidationError(_("학번은 숫자나 영문 5–15자예요."))
    return number


def digest(student_number):
    """Return what stands for a number in a table: 64 digits that only this site can make."""
    return salted_hmac("student number", student_number, algorithm="sha256").hexdigest()

"""Data for machines in a page, as JSON-LD."""

import json

from django.utils.safestring import mark_safe

ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


def json_ld(data):
    """Return `data` as safe JSON for `<script type="application/ld+json">`, which no text can end.

    A browser does not execute it, so that the content security policy has nothing to allow.
    """
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308

"""Context processors: what the frame of every page needs."""

from django.conf import settings
from django.utils.translation import get_language

THEMES = {"light", "dark"}


def school_name():
    """Return the school's name in the reader's language."""
    return settings.SCHOOL_NAME_EN if get_language() == "en" else settings.SCHOOL_NAME


def school_and_theme(request):
    """Return the school's name in the page's language, and the theme of the cookie, "" for the device's.

    And whether notifications on devices are there to be turned on.
    """
    theme = request.COOKIES.get("theme", "")
    return {
        "school_name": school_name(),
        "contact_email": settings.CONTACT_EMAIL,
        "offers_push": bool(settings.VAPID_PRIVATE_KEY),
        "theme": theme if theme in THEMES else "",
    }

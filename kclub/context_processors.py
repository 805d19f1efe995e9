"""Context processors: what the frame of every page needs."""

from django.conf import settings
from django.utils.translation import get_language

THEMES = {"light", "dark"}


def school_and_theme(request):
    """Return the school's name in the page's language, and the theme of the cookie, "" for the device's.

    And whether notifications on devices are there to be turned on.
    """
    english = get_language() == "en"
    theme = request.COOKIES.get("theme", "")
    return {
        "school_name": settings.SCHOOL_NAME_EN if english else settings.SCHOOL_NAME,
        "contact_email": settings.CONTACT_EMAIL,
        "offers_push": bool(settings.VAPID_PRIVATE_KEY),
        "theme": theme if theme in THEMES else "",
    }

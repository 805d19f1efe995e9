"""The page a browser shows without a connection, and the service worker that keeps it until then."""

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from kclub.context_processors import THEMES

FILE = re.compile(r'(?:href|src)="(/[^"#]+\.(?:css|js|svg))["#]')


@require_safe
def offline(request):
    """Show that there is no connection, in the language and theme of the address.

    Nothing in it depends on who asks, for a browser keeps it whoever sits there next.
    """
    language, theme = look_of(request)
    return HttpResponse(offline_page(language, theme), headers={"Content-Language": language})


@require_safe
def favicon(request):
    """Send the icon from where browsers look that have not read a page, such as that of a feed."""
    icon = Path(finders.find("favicon.svg")).read_bytes()
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse(icon, content_type="image/svg+xml", headers=headers)


@require_safe
def service_worker(request):
    """Return the worker for pushes, and for the offline page of that language and theme.

    Its text names the version of the page and the files it needs, so that a browser notices when
    one of them changes, and takes the new worker.
    """
    language, theme = look_of(request)
    page = offline_page(language, theme)
    kept = {
        "version": hashlib.sha256(page.encode()).hexdigest()[:12],
        "page": f"{reverse('offline')}?{urlencode({'language': language, 'theme': theme})}",
        "files": sorted(set(FILE.findall(page))),
        "icon": static("icon-192.png"),  # of what is pushed to the device
        "badge": static("badge-96.png"),
    }
    response = render(
        request,
        "kclub/service_worker.js",
        {"kept": json.dumps(kept)},
        content_type="text/javascript",
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


def look_of(request):
    """Return the language and the theme an address asks for, or those of every visitor."""
    language, theme = request.GET.get("language"), request.GET.get("theme")
    known = language in dict(settings.LANGUAGES)
    return language if known else get_language(), theme if theme in THEMES else ""


def offline_page(language, theme):
    with override(language):
        return render_to_string("kclub/offline.html", {"theme": theme})

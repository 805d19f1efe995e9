"""Style sheets and scripts: written as one file per component, sent as one file per kind of page.

`BUNDLES` is the only place that says what a bundle is made of, and in which order. A page has
`kclub.css` and at most one sheet more. `collectstatic` makes the bundles; in development and in
tests they are made when they are asked for.
"""

import os
import tempfile
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

from kclub.minify import minify_css, minify_js

BUNDLES = {
    "kclub.css": [  # every page
        "css/reset.css",
        "css/tokens.css",
        "css/base.css",
        "css/shared.css",
        "css/icons.css",
        "css/fallbacks.css",
        "css/layout.css",
        "css/navigation.css",
        "css/frame.css",
        "css/cards.css",
        "css/buttons.css",
        "css/chips.css",
        "css/filters.css",
        "css/badges.css",
        "css/avatars.css",
        "css/covers.css",
        "css/club_cards.css",
        "css/club_page.css",
        "css/front_page.css",
        "css/posts.css",
        "css/gallery.css",
        "css/lists.css",
        "css/events.css",
        "css/faq.css",
        "css/votes.css",
        "css/tabs.css",
        "css/forms.css",
        "css/counters.css",
        "css/notices.css",
        "css/tables.css",
        "css/dialogs.css",
        "css/motion.css",
        "css/utilities.css",
        "css/forced_colors.css",
        "css/print.css",
    ],
    "room.css": [  # the chat
        "css/room.css",
        "css/log.css",
        "css/messages.css",
        "css/pictures.css",
        "css/files.css",
        "css/reactions.css",
        "css/message_menu.css",
        "css/bubbles.css",
        "css/composer.css",
        "css/viewer.css",
        "css/framed.css",
        "css/occupants.css",
        "css/room_forced_colors.css",
        "css/room_print.css",
    ],
    "files.css": [  # the pictures and files of a room
        "css/pictures.css",
        "css/files.css",
        "css/tiles.css",
    ],
    "desk.css": [  # the dashboards of clubs and of the union
        "css/desk_header.css",
        "css/decisions.css",
        "css/members.css",
        "css/qr.css",
        "css/invites.css",
        "css/plots.css",
        "css/sheets.css",
    ],
    "attendance.css": [  # the code of an event and the table of who came
        "css/qr.css",
        "css/attendance.css",
    ],
    "certificate.css": [  # a certificate of activity, on paper
        "css/certificate.css",
    ],
    "calendar.css": [  # months and weeks of events
        "css/calendar.css",
    ],
    "places.css": [  # the week of a place
        "css/places.css",
    ],
    "search.css": [  # the search
        "css/search.css",
    ],
    "kclub.js": [  # every page
        "js/dom.js",
        "js/for_scripts.js",
        "js/dialogs.js",
        "js/flash.js",
        "js/clipboard.js",
        "js/badges.js",
        "js/opened.js",
        "js/unread_title.js",
        "js/passwords.js",
        "js/tabs.js",
        "js/narrowing.js",
        "js/focus.js",
        "js/live_state.js",
        "js/enter_sends.js",
        "js/uploads.js",
        "js/picture_alts.js",
        "js/drafts.js",
        "js/placing.js",
        "js/fresh_token.js",
        "js/counters.js",
        "js/offline.js",
        "js/notified.js",
    ],
    "room.js": [  # the chat
        "js/dom.js",
        "js/room.js",
        "js/reading.js",
        "js/read_marks.js",
        "js/viewer.js",
        "js/presence.js",
        "js/occupants.js",
        "js/typing.js",
        "js/composer.js",
        "js/attachments.js",
        "js/mentions.js",
        "js/sending.js",
        "js/message_menu.js",
        "js/message_hold.js",
        "js/message_bar.js",
        "js/reactions.js",
        "js/replies.js",
        "js/composer_keys.js",
    ],
    "search.js": [  # the search
        "js/dom.js",
        "js/recent_searches.js",
    ],
    "push.js": [  # the preferences of notifications
        "js/push.js",
    ],
    "passkeys.js": [  # where one logs in or confirms who one is
        "js/passkeys.js",
    ],
    "applications.js": [  # the list of applications, for officers
        "js/applications.js",
    ],
}

MARK = 'document.currentScript.setAttribute("data-ran", "");\n'  # the bundle has run to its end


class Finder(FileSystemFinder):
    """Finder of the static files in `STATICFILES_DIRS`, with the bundles in place of their parts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.bundles = FileSystemStorage(settings.DATA_DIR / "static")
        self.bundles.prefix = ""

    def find(self, path, find_all=False):
        if path not in BUNDLES:
            return super().find(path, find_all=find_all)
        self.make(path)
        return [self.bundles.path(path)] if find_all else self.bundles.path(path)

    def list(self, ignore_patterns):
        parts = set(chain.from_iterable(BUNDLES.values()))
        for path, storage in super().list(ignore_patterns):
            if path not in parts:
                yield path, storage
        for name in BUNDLES:
            self.make(name)
            yield name, self.bundles

    def make(self, name):
        """Write the bundle, unless its file is up to date."""
        text = join_parts(FileSystemFinder.find(self, part) for part in BUNDLES[name])
        file = Path(self.bundles.path(name))
        if not file.exists() or file.read_text() != text:
            replace_file(file, text)


def join_parts(paths):
    """Return the text of a bundle. Its scripts share one scope, apart from the global one."""
    paths = [Path(path) for path in paths]
    if paths[0].suffix == ".css":
        return "".join(minify_css(path.read_text()) for path in paths)
    scripts = "".join(minify_js(path.read_text()) for path in paths)
    return "(() => {\n" + scripts + "})();\n" + MARK


def replace_file(file, text):
    """Write the file at once, so that nobody reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as new:
        new.write(text)
    os.chmod(new.name, 0o644)
    os.replace(new.name, file)

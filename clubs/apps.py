"""The Django app of clubs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClubsConfig(AppConfig):
    """Register what other apps call: receivers, channels, parts of profiles and notifications."""

    name = "clubs"
    verbose_name = _("동아리")

    def ready(self):
        from clubs import account_closure, export_sections, receivers  # noqa: F401
        from clubs.board import profile as posts  # noqa: F401
        from clubs.board import reminders, search_sections  # noqa: F401
        from clubs.certificates import receivers as certificates  # noqa: F401
        from clubs.directory import club_notifications  # noqa: F401
        from clubs.directory import search_section as clubs_found  # noqa: F401
        from clubs.events import profile as calendar  # noqa: F401
        from clubs.events import receivers as seats  # noqa: F401
        from clubs.events import search_section as events_found  # noqa: F401
        from clubs.home import term_section  # noqa: F401
        from clubs.imports import home  # noqa: F401
        from clubs.notices import notice_notifications  # noqa: F401
        from clubs.people import channels, clubmates, notification_places, profile  # noqa: F401
        from clubs.questions import receivers as inquiries  # noqa: F401
        from clubs.recruiting import overdue_reminders  # noqa: F401
        from clubs.recruiting import profile as applications  # noqa: F401
        from clubs.registration import registration_erasing  # noqa: F401
        from clubs.reports import people_erasing  # noqa: F401
        from clubs.term import receivers as rosters  # noqa: F401
        from clubs.term import reminders as terms  # noqa: F401
        from clubs.term import term_erasing  # noqa: F401
        from clubs.union import receivers as union  # noqa: F401

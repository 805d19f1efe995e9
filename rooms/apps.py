from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoomsConfig(AppConfig):
    name = "rooms"
    verbose_name = _("채팅")

    def ready(self):
        from rooms import account_closure, club_receivers, export_sections  # noqa: F401
        from rooms.direct import profile  # noqa: F401
        from rooms.directory import presence, room_notifications  # noqa: F401
        from rooms.messages import home, message_texts, read_marks, unread_notices  # noqa: F401
        from rooms.messages import search_section as messages_found  # noqa: F401

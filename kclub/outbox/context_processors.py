from django.core.cache import cache

from kclub.outbox.models import OutgoingMail

ASKED_EVERY = 5  # seconds


def mail_is_late(request):
    """Whether mail may take longer than usual now. Only a page that says so asks."""

    def ask():
        return cache.get_or_set("mail-is-late", OutgoingMail.objects.late().exists, ASKED_EVERY)

    return {"mail_is_late": ask}

"""The queryset of messages."""

from django.db.models import F, Prefetch, Q

from kclub.db.search_index import SearchableQuerySet
from rooms.messages.models.reactions import Reaction


class MessageQuerySet(SearchableQuerySet):
    def for_display(self):
        """Messages with all the rows that their HTML needs."""
        reactions = Reaction.objects.select_related("user")
        return self.select_related(
            "author", "room", "file", "poll", "reply_to__author", "reply_to__file"
        ).prefetch_related("pictures", "poll__choices", Prefetch("reactions", reactions))

    def published(self):
        """Messages that are neither deleted nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def with_attachments(self):
        """Published messages with pictures or a file."""
        return self.published().filter(Q(picture_count__gt=0) | Q(has_file=True))

    def not_blocked_by(self, user):
        """Messages of people whom the user has not blocked."""
        return self.exclude(author__in=user.blocks.values("blocked"))

    def unread_by(self, user):
        """Published messages the user has not read yet, in running rooms; none of the blocked."""
        return (
            self.published()
            .not_blocked_by(user)
            .filter(
                room__closed_at=None,
                room__occupancies__user=user,
                number__gt=F("room__occupancies__read_up_to"),
            )
        )

"""Series: events that repeat every week, as a part of Event."""

from uuid import uuid4

from django.db import models

from clubs.events.moments import days_of_weeks, weeks_later


class EventSeries(models.Model):
    """The part of Event that repeats. Each event of a series is a row, with answers of its own."""

    series = models.UUIDField(null=True, editable=False, db_index=True)

    class Meta:
        abstract = True

    def repeat(self, until, skipped=()):
        """Plan the event again for every week up to the day `until`, at the same time of day.

        Nothing is planned on the dates `skipped`.
        """
        days = days_of_weeks(self.starts_at, until)
        weeks = [week for week, day in days.items() if day not in skipped]
        if not weeks:
            return
        self.series = uuid4()
        self.save(update_fields=["series"])
        fields = {
            name: getattr(self, name)
            for name in (
                "club", "title", "body", "place", "all_day", "seats", "public", "outsider_seats",
                "series",
            )
        }  # fmt: skip
        type(self).objects.bulk_create(
            type(self)(
                starts_at=weeks_later(self.starts_at, n),
                ends_at=weeks_later(self.ends_at, n),
                **fields,
            )
            for n in weeks
        )

    def lock_with_following(self):
        """Lock the whole series. Return this event and those to come that follow it, in order."""
        if self.series is None:
            return [self.lock()]
        series = type(self).objects.filter(club=self.club_id, series=self.series)
        events = {event.pk: event for event in series.select_for_update().order_by("pk")}
        this = events.pop(self.pk)
        following = [
            event
            for event in events.values()
            if event.takes_place and event.starts_at > this.starts_at
        ]
        return [this, *sorted(following, key=lambda event: event.starts_at)]

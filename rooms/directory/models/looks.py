"""The logo of a room, which is its club's."""

from django.db import models


class RoomLooks(models.Model):
    """The part of Room that has a logo: a room of a club that kept the club's emoji shows its logo."""

    class Meta:
        abstract = True

    @property
    def has_looks_of_club(self):
        """Whether the room looks as its club does."""
        return bool(self.club_id) and self.emoji == self.club.emoji

    @property
    def logo_url(self):
        return self.club.logo_url if self.has_looks_of_club else ""

    @property
    def small_logo_url(self):
        return self.club.small_logo_url if self.has_looks_of_club else ""

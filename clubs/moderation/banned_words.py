"""The name by which migrations know `clubs.banned_words`."""

from clubs.banned_words import without_banned_words

__all__ = ["without_banned_words"]

"""The admin pages of clubs; each slice has its own."""

from clubs.audit_log import admin as audit_log
from clubs.board import admin as board
from clubs.directory import admin as directory
from clubs.events import admin as events
from clubs.notices import admin as notices
from clubs.people import admin as people
from clubs.questions import admin as questions
from clubs.recruiting import admin as recruiting

__all__ = [
    "audit_log",
    "board",
    "directory",
    "events",
    "notices",
    "people",
    "questions",
    "recruiting",
]

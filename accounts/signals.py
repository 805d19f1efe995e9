"""Signals of accounts for other apps. They are sent inside the transaction of the change."""

from django.dispatch import Signal

student_changed = Signal()  # user: whose enrolment or verification is another now
powers_changed = Signal()  # user, by, given: whether powers over others were given, or taken
user_suspended = Signal()  # user: who is about to be suspended; their row is not locked yet

"""Signals of accounts for other apps. They are sent inside the transaction of the change."""

from django.dispatch import Signal

student_changed = Signal()  # user: whose enrolment or verification is another now
user_suspended = Signal()  # user: who is about to be suspended; their row is not locked yet

"""The room of the helper, with a question of somebody."""

from functools import cached_property

from rooms.models import HelperQuestion
from tests.factories import make_user, unverified
from tests.places.base import SECRET, Place


class OfHelper(Place):
    """The room of the helper: each sees their own questions in it."""

    namespace = "helper"
    numbers = {"question-forget": "question"}

    @cached_property
    def author(self):
        return make_user()

    @cached_property
    def lapsed(self):
        return unverified(make_user())

    @cached_property
    def question(self):
        return HelperQuestion.objects.ask(self.author, SECRET)

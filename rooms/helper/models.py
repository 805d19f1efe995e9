"""What people have asked the helper, each for themselves."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub.daily_tasks import daily_task
from kclub.text.normalization import normalized
from rooms.helper.answers import topic_of
from rooms.helper.asked import Asked
from rooms.helper.found import kept

KEPT_FOR = timedelta(days=30)
MOST_KEPT = 50  # of one person


class HelperQuestionQuerySet(models.QuerySet):
    """Questions to the helper: asking one, and deleting those that are old."""

    @transaction.atomic
    def ask(self, user, text):
        """Keep a question of the user with what answers it. Returns the HelperQuestion.

        What was asked just before, as by a double click, is answered anew and kept once.
        """
        text = normalized(text)
        topic, rows = topic_of(Asked(text, user))
        fields = {"topic": topic.key, "found": kept(rows)}
        own = self.filter(user=user).order_by("-pk")
        newest = list(own.values_list("pk", "text")[:MOST_KEPT])
        if newest and newest[0][1] == text:
            own.filter(pk=newest[0][0]).delete()
        elif len(newest) == MOST_KEPT:
            own.filter(pk__lte=newest[-1][0]).delete()
        return self.create(user=user, text=text, **fields)

    def past_retention(self):
        """Questions that were asked more than 30 days ago."""
        return self.filter(asked_at__lt=timezone.now() - KEPT_FOR)


class HelperQuestion(models.Model):
    """A question to the helper: which topic it was of, and the keys of what the answer is about.

    The answer itself is not kept. It is made for each look of what its asker may see then.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="helper_questions"
    )
    text = models.CharField(_("물어볼 것"), max_length=500)
    topic = models.CharField(max_length=40, editable=False)
    found = models.JSONField(default=list, editable=False)  # [[kind, key], …]
    asked_at = models.DateTimeField(default=timezone.now)

    objects = HelperQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("도우미에게 한 질문")

    def __str__(self):
        return self.text


@daily_task("questions to the helper asked 30 days ago, deleted")
def delete_old_questions():
    return HelperQuestion.objects.past_retention().delete()[0]

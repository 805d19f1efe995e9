"""Applicants' answers to the questions of clubs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clubs.recruiting.models.questions import Question
from kclub.text.graphemes import first_graphemes


class Answer(models.Model):
    """The text an applicant wrote in answer to a Question, which stays as it was asked."""

    application = models.ForeignKey("clubs.Application", models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    text = models.TextField(max_length=2000)

    class Meta:
        ordering = ["question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="one_answer")
        ]
        verbose_name = _("지원서 답")

    def __str__(self):
        return first_graphemes(self.text, 40)

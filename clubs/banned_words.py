"""Banned words: words that nothing written in a club or about it may contain."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kclub.text.normalization import alphanumeric_key, normalized
from kclub.text.particles import particle


class BannedWordQuerySet(models.QuerySet):
    """Banned words by the text that contains them."""

    def within(self, text):
        """Return the first of these words that `text` contains, or None; punctuation is ignored."""
        letters = alphanumeric_key(text)
        return next((word for word in self if word.word_key in letters), None)


class BannedWord(models.Model):
    """A word that no text may contain, spelled b.a_d and ｂａｄ as well. It is refused, not masked."""

    word = models.CharField(_("단어"), max_length=20)
    word_key = models.CharField(max_length=80, unique=True, editable=False)

    objects = BannedWordQuerySet.as_manager()

    class Meta:
        ordering = ["word_key"]
        verbose_name = _("금칙어")

    def __str__(self):
        return self.word

    def clean(self):
        """Raise ValidationError for a single letter or syllable, or a word that is banned already.

        A single syllable would forbid every longer word that contains it.
        """
        self.word = normalized(self.word)
        self.word_key = alphanumeric_key(self.word)
        if len(self.word_key) < 2:
            raise ValidationError({"word": _("두 글자부터 정할 수 있어요.")})
        if BannedWord.objects.exclude(pk=self.pk).filter(word_key=self.word_key).exists():
            raise ValidationError({"word": _("이미 있는 단어예요.")})


def without_banned_words(text):
    """Raise ValidationError if `text` contains a banned word; the message names it."""
    if word := BannedWord.objects.within(text):
        raise banned_word_error(word)


def banned_word_error(word):
    """Return the ValidationError that names the BannedWord."""
    return ValidationError(
        _("‘%(word)s’%(은)s 쓸 수 없는 말이에요. 고쳐 주세요."),
        code="banned",
        params={"word": word, "은": particle(word, "은")},
    )

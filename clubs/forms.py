"""What the forms of several slices share."""

from django import forms

from clubs.banned_words import BannedWord, banned_word_error


class CheckedTextForm(forms.ModelForm):
    """A form into which no banned word may be typed, in whatever field; by one query for all.

    A field that was filled in before the word was banned may stay as it is.
    """

    def full_clean(self):
        super().full_clean()
        if not self.is_bound:
            return
        words = self.banned_words()
        for name in self.changed_data:
            is_text = isinstance(self.fields[name], forms.CharField)
            if is_text and (word := words.within(self[name].data or "")):
                self.add_error(name, banned_word_error(word))

    def banned_words(self):
        """Return the words to look for. Forms that are many at once have read them already."""
        return BannedWord.objects.all()

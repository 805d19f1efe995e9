"""The form of how a user hears of what happens."""

from itertools import chain

from django import forms
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.notification_kinds import KINDS, Group, Way
from accounts.notification_places import notification_places

HOURS = [(hour, format_lazy(_("{hour}시"), hour=hour)) for hour in range(24)]
WAYS = [("", _("추천대로")), *Way.choices]
QUIETER_WAYS = [("", _("위와 같이")), *((way, way.label) for way in (Way.DAILY, Way.NEVER))]


class NotificationPreferencesForm(forms.ModelForm):
    """A way and a push for each group, a quieter way for each place, and the quiet hours."""

    class Meta:
        model = User
        fields = ["quiet_from", "quiet_until", "wants_news"]
        widgets = {
            "quiet_from": forms.Select(choices=HOURS),
            "quiet_until": forms.Select(choices=HOURS),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.instance.notification_preferences.all()
        self.rows = {row.group or row.place: row for row in rows}
        self.places = list(chain.from_iterable(notification_places.call(self.instance)))
        for group in Group:
            push = self._push(group)
            self.fields[f"way-{group}"] = self._way(group, group.label, WAYS)
            self.fields[f"push-{group}"] = forms.BooleanField(
                label=_("기기에도 띄우기"), required=False, initial=push
            )
        for place in self.places:
            self.fields[f"way-{place.key}"] = self._way(place.key, place.name, QUIETER_WAYS)

    def groups(self):
        """Return the pairs of fields of each Group, for the template."""
        return [(self[f"way-{group}"], self[f"push-{group}"]) for group in Group]

    def ways_of_places(self):
        """Return the field of each Place, for the template."""
        return [self[f"way-{place.key}"] for place in self.places]

    @transaction.atomic
    def save(self, commit=True):
        for group in Group:
            push = self.cleaned_data[f"push-{group}"]
            chosen = None if push == usual_push(group) else push
            self._store(self.cleaned_data[f"way-{group}"], chosen, group=group, place="")
        for place in self.places:
            self._store(self.cleaned_data[f"way-{place.key}"], None, group="", place=place.key)
        return super().save(commit)

    def _way(self, key, label, choices):
        initial = self.rows[key].way if key in self.rows else ""
        return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)

    def _push(self, group):
        row = self.rows.get(group)
        return usual_push(group) if row is None or row.push is None else row.push

    def _store(self, way, push, **of):
        """Keep one choice; what is as usual needs no row."""
        preferences = self.instance.notification_preferences
        if way or push is not None:
            preferences.update_or_create(**of, defaults={"way": way, "push": push})
        else:
            preferences.filter(**of).delete()


def usual_push(group):
    """Whether devices show anything of a Group unless a person has chosen."""
    return any(kind.push for kind in KINDS.values() if kind.group == group)

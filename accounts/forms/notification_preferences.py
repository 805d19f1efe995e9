"""The form of how a user hears of what happens."""

from itertools import chain

from django import forms
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import push
from accounts.forms.languages import LanguageField
from accounts.models import User
from accounts.notification_kinds import Group, Way
from accounts.notification_places import notification_places

HOURS = [(hour, format_lazy(_("{hour}시"), hour=hour)) for hour in range(24)]
USUAL = "usual"
WAYS = [(USUAL, _("추천대로")), *Way.choices]
ON, OFF = "on", "off"
PUSHES = [(USUAL, _("추천대로")), (ON, _("받기")), (OFF, _("안 받기"))]
QUIETER_WAYS = [(USUAL, _("위와 같이")), *((way, way.label) for way in (Way.DAILY, Way.NEVER))]


class NotificationPreferencesForm(forms.ModelForm):
    """A way for each group, a quieter one for each place, the quiet hours and the language.

    `wants_news` is the consent to mails of news, which the way of that group cannot go beyond: who
    chooses that news are mailed consents, and who withdraws the consent has chosen nothing. Who has
    a device that takes pushes chooses about these as well.
    """

    class Meta:
        model = User
        fields = ["quiet_from", "quiet_until", "locale", "wants_news", "push_shows_text"]
        widgets = {
            "quiet_from": forms.Select(choices=HOURS),
            "quiet_until": forms.Select(choices=HOURS),
        }

    locale = LanguageField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wants_news"].help_text = _("끄면 소식은 벨에만 남아요.")
        self.fields["wants_news"].show_hidden_initial = True  # sent twice, it says the same twice
        rows = self.instance.notification_preferences.all()
        self.rows = {row.group or row.place: row for row in rows}
        self.has_devices = push.is_available() and self.instance.push_subscriptions.exists()
        self.places = list(chain.from_iterable(notification_places.call(self.instance)))
        for group in Group:
            self.fields[f"way-{group}"] = self._way(group, group.label, WAYS)
            if self.has_devices:
                self.fields[f"push-{group}"] = self._push(group)
        self.fields[f"way-{Group.NEWS}"].show_hidden_initial = True
        if not self.has_devices:
            del self.fields["push_shows_text"]
        for place in self.places:
            self.fields[f"way-{place.key}"] = self._way(place.key, place.name, QUIETER_WAYS)

    def clean(self):
        """Keep the consent to mails of news in step with the way that is chosen for them."""
        cleaned_data = super().clean()
        way = f"way-{Group.NEWS}"
        if "wants_news" in self.changed_data and not cleaned_data["wants_news"]:
            cleaned_data[way] = USUAL
        elif way in self.changed_data and cleaned_data.get(way) in (Way.AT_ONCE, Way.DAILY):
            cleaned_data["wants_news"] = True
        return cleaned_data

    def ways_of_groups(self):
        """Return the field of each Group, for the template."""
        return [self[f"way-{group}"] for group in Group]

    def pushes_of_groups(self):
        """Return the field of each Group for pushes, for the template; none without a device."""
        names = [f"push-{group}" for group in Group]
        return [self[name] for name in names if name in self.fields]

    def ways_of_places(self):
        """Return the field of each Place, for the template."""
        return [self[f"way-{place.key}"] for place in self.places]

    @transaction.atomic
    def save(self, commit=True):
        for group in Group:
            pushed = {"push": self._pushed(group)} if f"push-{group}" in self.fields else {}
            self._store(self.cleaned_data[f"way-{group}"], pushed, group=group, place="")
        for place in self.places:
            self._store(self.cleaned_data[f"way-{place.key}"], {}, group="", place=place.key)
        user = super().save(commit)
        user.answer_news(self.cleaned_data["wants_news"])
        return user

    def _way(self, key, label, choices):
        chosen = self.rows[key].way if key in self.rows else ""
        return forms.ChoiceField(label=label, choices=choices, initial=chosen or USUAL)

    def _push(self, group):
        chosen = self.rows[group].push if group in self.rows else None
        initial = {None: USUAL, True: ON, False: OFF}[chosen]
        return forms.ChoiceField(label=group.label, choices=PUSHES, initial=initial)

    def _pushed(self, group):
        return {USUAL: None, ON: True, OFF: False}[self.cleaned_data[f"push-{group}"]]

    def _store(self, way, pushed, **of):
        """Keep one choice; what is as usual needs no row."""
        preferences = self.instance.notification_preferences
        row = self.rows.get(of["group"] or of["place"])
        fields = {"way": "" if way == USUAL else way, "push": row.push if row else None} | pushed
        if fields == {"way": "", "push": None}:
            preferences.filter(**of).delete()
        else:
            preferences.update_or_create(**of, defaults=fields)

"""The form by which officers filter the applications to their club."""

from urllib.parse import urlencode

from django import forms

from kclub.shortcuts import search_text


class ApplicationFilterForm(forms.Form):
    """The filter of the officers' list of applications. Invalid values are ignored."""

    FILTERS = ["submitted", "interview", "waitlisted", "offered", "approved", "rejected"]

    status = forms.ChoiceField(required=False, choices=[(each, each) for each in FILTERS])
    late = forms.BooleanField(required=False)
    q = forms.CharField(required=False)

    def __init__(self, query):
        super().__init__(query)
        self.is_valid()
        self.status = self.cleaned_data.get("status") or self.FILTERS[0]
        self.only_overdue = self.cleaned_data.get("late", False)
        self.text = search_text(self.cleaned_data)

    @property
    def active_filter(self):
        """The active filter: a status or "overdue"; "" while a name is searched for."""
        return "" if self.text else "overdue" if self.only_overdue else self.status

    @property
    def shows_new_applications(self):
        """Whether a new application belongs in the list."""
        return self.active_filter == self.FILTERS[0]

    @property
    def query(self):
        """The filter as the beginning of a query string, with an & at its end."""
        query = {"q": self.text} if self.text else {"late": 1} if self.only_overdue else {}
        return f"{urlencode(query or {'status': self.status})}&"

    def apply_to(self, applications):
        """Return the `applications` that match the filter."""
        if self.text:
            return applications.named(self.text)
        if self.only_overdue:
            return applications.overdue()
        return applications.filter(status=self.status)

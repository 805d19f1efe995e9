"""The form to add a mail domain of the school."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import SchoolDomain


class SchoolDomainForm(forms.ModelForm):
    """A mail domain whose addresses prove that their owners are students."""

    class Meta:
        model = SchoolDomain
        fields = ["name", "with_subdomains"]
        error_messages = {"name": {"unique": _("이미 있는 도메인이에요.")}}

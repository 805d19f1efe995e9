"""What a member says about a term."""

from django import forms
from django.db.models import Q

from accounts.models import Department, Enrolment


class EnrolmentForm(forms.ModelForm):
    """The department and status of a person, from the departments that are offered."""

    class Meta:
        model = Enrolment
        fields = ["department", "status"]
        widgets = {"status": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Q(hidden=False) | Q(pk=self.instance.department_id)
        self.fields["department"].queryset = Department.objects.filter(offered)

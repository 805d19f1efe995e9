"""What a member says about a term."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Enrolment
from accounts.models.student_numbers import read_student_number


class EnrolmentForm(forms.ModelForm):
    """The department and status of a person, from the departments that are offered."""

    agrees = forms.BooleanField(label=_("이렇게 학번을 쓰는 데 동의"), required=False)

    class Meta:
        model = Enrolment
        fields = ["department", "status", "student_number"]
        widgets = {"status": forms.RadioSelect}
        help_texts = {
            "student_number": _(
                "동아리연합회가 명단을 확인할 때 이름, 학과와 함께 봐요. 이의 신청이 모두 끝나고 30일 뒤에 지워요. "
                "적지 않아도 되지만, 그러면 이번 학기 부원 수에 들지 않아요."
            )
        }

    def __init__(self, *args, asks_for_number, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_for_number:
            del self.fields["student_number"], self.fields["agrees"]
        elif self.instance.student_number:
            self.initial["agrees"] = True
        offered = Q(hidden=False) | Q(pk=self.instance.department_id)
        self.fields["department"].queryset = Department.objects.filter(offered)

    def clean_student_number(self):
        given = self.cleaned_data["student_number"]
        return read_student_number(given) if given and given.strip() else None

    def clean(self):
        super().clean()
        agrees = self.cleaned_data.pop("agrees", False)
        if self.cleaned_data.get("student_number") and not agrees:
            self.add_error("agrees", _("동의해야 학번을 저장할 수 있어요."))

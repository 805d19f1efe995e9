"""What a browser may send about somebody."""

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import email_verification
from accounts.addresses import canonical
from accounts.models import SchoolDomain, User
from kclub.text.normalization import folded

SHORTEST_PASSWORD = 10
PASSWORD_HINT = _("10자 이상. 문장처럼 길면 기억하기 쉬워요.")
NOT_THE_SAME = _("위와 똑같이 적어 주세요.")


class PlainForm:
    """allauth's forms without placeholders: the labels say it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class DisplayNameMixin:
    """A form with `display_name`: a name nobody else has, however it is typed."""

    def clean_display_name(self):
        name = self.cleaned_data["display_name"]
        if not folded(name):
            raise ValidationError(_("보이는 글자로 적어 주세요."), code="invisible")
        if len(folded(name)) > User._meta.get_field("display_name_key").max_length:
            raise ValidationError(_("너무 길어요. 조금 줄여 주세요."), code="long")
        if self.others().with_display_name(name).exists():
            raise ValidationError(_("누가 이미 쓰는 이름이에요. 조금 바꿔 주세요."), code="taken")
        return name


class SignupForm(PlainForm, DisplayNameMixin, allauth.SignupForm):
    display_name = forms.CharField(
        label=_("이름"),
        max_length=50,
        help_text=_("동아리 지원서에 쓰여요."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    agree = forms.BooleanField(
        label=_("이용 약관과 개인정보 처리방침에 동의해요"),
        error_messages={"required": _("동의해야 가입할 수 있어요.")},
    )
    wants_news = forms.BooleanField(
        label=_("새 동아리와 행사 소식을 메일로 받을래요 (선택)"), required=False
    )
    field_order = ["email", "display_name", "password1", "agree", "wants_news"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        email, password = self.fields["email"], self.fields["password1"]
        self.fields["agree"].help_text = format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("terms"),
            _("이용 약관"),
            reverse("privacy"),
            _("무엇을, 왜, 언제까지 갖고 있는지 읽기"),
        )
        email.label = _("학교 메일")
        email.help_text = _("%(domains)s로 끝나는 주소") % {"domains": school_domains()}
        email.error_messages["invalid"] = _("메일 주소를 다시 봐 주세요.")
        password.label, password.help_text = _("비밀번호"), PASSWORD_HINT
        password.widget.attrs["minlength"] = SHORTEST_PASSWORD

    def add_prefix(self, field_name):
        """The browser calls allauth's `password1` what it is."""
        return super().add_prefix({"password1": "password"}.get(field_name, field_name))

    def clean_email(self):
        address = get_adapter().clean_email(self.data.get(self.add_prefix("email"), ""))
        self.account_already_exists = is_taken(address)
        return address

    def others(self):
        """Whose names are not free: everyone's but those who give way to this address."""
        address = self.cleaned_data.get("email", "")
        return User.objects.exclude(pk__in=User.objects.replaceable_by(address).values("pk"))

    def try_save(self, request):
        """(user, None), or (None, response) when the address has an account; they look the same."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # takes the time of a new account
        email_verification.await_mail(request, self.cleaned_data["email"])
        return super().try_save(request)

    def save(self, request):
        data = self.cleaned_data
        user = User.objects.sign_up(
            data["email"],
            data["password1"],
            display_name=data["display_name"],
            wants_news=data["wants_news"],
            agreed_at=timezone.now(),
            locale=get_language(),
        )
        email_verification.remember_password(request, user)
        return user


class LoginForm(PlainForm, allauth.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("학교 메일")
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "inputmode": "email"}
        self.fields["password"].label = _("비밀번호")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("이 기기에서 로그인 유지하기")

    def clean_login(self):
        """The canonical address, so that tries are counted by mailbox; or a username."""
        try:
            return canonical(self.cleaned_data["login"])
        except ValueError:
            return self.cleaned_data["login"].strip()

    def user_credentials(self):
        """An address or a username, never both: a password looked at twice takes twice the time.

        That would tell which addresses have an account.
        """
        credentials = super().user_credentials()
        if "email" in credentials:
            credentials.pop("username", None)
        return credentials

    def clean(self):
        super().clean()
        doubted = self.user and self.user.password_unconfirmed
        if doubted and not email_verification.confirmed_here(self.request, self.user):
            raise ValidationError(
                _(
                    "다른 기기에서 메일을 인증했어요. 거기서 먼저 로그인하거나 비밀번호를 "
                    "새로 정해 주세요."
                ),
                code="doubted",
            )
        return self.cleaned_data

    def login(self, request, redirect_url=None):
        self.user.confirm_password()
        if not self.user.emailaddress_set.filter(verified=True).exists():
            email_verification.remember_password(request, self.user)
            email_verification.await_mail(request, self.user.email, sent=False)
        return super().login(request, redirect_url)


class ResendForm(forms.Form):
    email = forms.EmailField(
        label=_("학교 메일"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("메일 주소를 다시 봐 주세요.")},
    )

    def clean_email(self):
        return get_adapter().clean_email(self.cleaned_data["email"])


class AddEmailForm(PlainForm, allauth.AddEmailForm):
    email = forms.EmailField(
        label=_("학교 메일"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("메일 주소를 다시 봐 주세요.")},
    )


class NewPasswordMixin(PlainForm):
    """allauth's two fields of a new password, in our words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        new, again = self.fields["password1"], self.fields["password2"]
        new.label, new.help_text = _("새 비밀번호"), PASSWORD_HINT
        new.widget.attrs["minlength"] = SHORTEST_PASSWORD
        again.label = _("새 비밀번호 한 번 더")
        if "oldpassword" in self.fields:
            self.fields["oldpassword"].label = _("지금 비밀번호")
            self.fields["oldpassword"].help_text = format_html(
                '<a href="{}">{}</a>', reverse_lazy("account_reset_password"), _("잊었어요")
            )

    def add_error(self, field, error):
        super().add_error(field, NOT_THE_SAME if field == "password2" else error)


class ChangePasswordForm(NewPasswordMixin, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(NewPasswordMixin, allauth.SetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPasswordMixin, allauth.ResetPasswordKeyForm):
    pass


class ResetPasswordForm(PlainForm, allauth.ResetPasswordForm):
    email = forms.EmailField(
        label=_("가입한 메일"),
        widget=forms.EmailInput({"autocomplete": "username"}),
        error_messages={"invalid": _("메일 주소를 다시 봐 주세요.")},
    )

    def clean_email(self):
        """The canonical address; of a school or not, since the union's may be another."""
        try:
            self.cleaned_data["email"] = canonical(self.cleaned_data["email"])
        except ValueError:
            raise ValidationError(_("메일 주소를 다시 봐 주세요.")) from None
        self.users = list(User.objects.filter(email=self.cleaned_data["email"], is_active=True))
        return self.cleaned_data["email"]


class ReauthenticateForm(PlainForm, allauth.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("비밀번호")
        self.fields["password"].help_text = ""


class ProfileForm(DisplayNameMixin, forms.ModelForm):
    locale = forms.ChoiceField(
        label=_("언어"),
        choices=[("", _("기기 따라")), ("ko", "한국어"), ("en", "English")],
        required=False,
        help_text=_("메일도 이 언어로 보내요."),
    )

    class Meta:
        model = User
        fields = ["display_name", "bio", "locale"]
        widgets = {"bio": forms.Textarea({"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["display_name"].widget.attrs["autocomplete"] = "name"
        self.fields["bio"].help_text = _("500자까지. 다른 학생들이 내 이름을 누르면 보여요.")

    def others(self):
        return User.objects.exclude(pk=self.instance.pk)

    def save(self, commit=True):
        self.instance.set_display_name(self.cleaned_data["display_name"])
        return super().save(commit)


class CloseForm(forms.Form):
    """Who closes an account proves that it is theirs: by password, or by name if they have none."""

    password = forms.CharField(
        label=_("지금 비밀번호"),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        strip=False,
    )
    name = forms.CharField(label=_("이름"), help_text=_("내 이름을 그대로 적어 주세요."))

    def __init__(self, user, *args):
        super().__init__(*args)
        self.user = user
        del self.fields["name" if user.has_usable_password() else "password"]

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("비밀번호가 맞지 않아요."))

    def clean_name(self):
        if folded(self.cleaned_data["name"]) != self.user.display_name_key:
            raise forms.ValidationError(_("이름이 맞지 않아요."))


def is_taken(address):
    """Whether somebody has proved the address, or is known by it."""
    proved = EmailAddress.objects.filter(email=address, verified=True)
    known = User.objects.filter(email=address).exclude(
        pk__in=User.objects.unconfirmed().values("pk")
    )
    return proved.exists() or known.exists()


def school_domains():
    """「@saebom.ac.kr, @mail.saebom.ac.kr」"""
    return ", ".join(f"@{domain}" for domain in SchoolDomain.objects.all()[:3])

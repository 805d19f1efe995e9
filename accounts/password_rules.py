"""What a new password must not be, beside what Django has."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.breached_passwords import is_breached


class NoBlankAtTheEnds:
    """No blank before or after the password: it came with a copy, and nobody types it again."""

    def validate(self, password, user=None):
        if has_blank_at_the_ends(password):
            raise ValidationError(
                _("비밀번호 앞이나 뒤에 빈칸이 있어요. 빼고 적어 주세요."), code="password_blank"
            )

    def get_help_text(self):
        return _("앞뒤에 빈칸이 없어야 해요.")


class NotBreached:
    """No password that has leaked elsewhere, which is what attackers try first."""

    def validate(self, password, user=None):
        if is_breached(password):
            raise ValidationError(
                _("다른 곳에서 새어 나간 적이 있는 비밀번호예요. 다르게 정해 주세요."),
                code="password_breached",
            )

    def get_help_text(self):
        return _("다른 곳에서 새어 나간 비밀번호는 쓸 수 없어요.")


def has_blank_at_the_ends(password):
    return password != password.strip()

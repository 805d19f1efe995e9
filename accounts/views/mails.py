"""What a user does about mail that does not reach them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.allauth_adapter import limits_back_on_failure
from accounts.login_limits import mail_limits
from kclub import rate_limits
from kclub.shortcuts import see_other


@login_required
@require_POST
def mail_retry(request):
    """Try the user's address again, which was dead. Where it was not, nothing happens."""
    user = request.user
    if user.dead_address:
        request.mail_attempt = rate_limits.attempt(*mail_limits(request, user.email))
        with limits_back_on_failure(request, user.email):
            user.try_mail_again()
        messages.success(request, _("메일을 한 통 보낼게요. 오지 않으면 주소를 바꿔 주세요."))
    return see_other("accounts:profile")

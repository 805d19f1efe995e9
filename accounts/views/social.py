"""Logging in, signing up and linking by other services, as allauth has it, on our terms."""

from allauth.account.views import login as allauth_login
from allauth.socialaccount.views import SignupView, connections
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import social_providers
from accounts.allauth_adapter import limits_back_on_failure
from accounts.social_providers import leads_to_providers
from accounts.views.sign_up import sign_up
from kclub.errors import NotFound

log_in = leads_to_providers(allauth_login)
sign_up_or_by_provider = leads_to_providers(sign_up)
linked_accounts = leads_to_providers(connections)


@leads_to_providers
def provider_log_in(request, provider):
    """Ask whether to go to the service; POST goes there. A number of the session comes back with it."""
    social_providers.provider_named(provider)
    return social_providers.LOGIN_VIEWS[provider](request)


def provider_callback(request, provider):
    """Log in, sign up or link whom the service has sent back; once for each going there."""
    social_providers.provider_named(provider)
    return social_providers.CALLBACK_VIEWS[provider](request)


def no_token(request, provider):
    """Take no token from a page's script: one comes back from the service or not at all."""
    raise NotFound(_("여기에서는 쓰지 않는 로그인이에요."))


class SocialSignUpView(SignupView):
    """The page after the service: name, agreements and school mail, which is confirmed as any."""

    def form_valid(self, form):
        counted = limits_back_on_failure(self.request, form.cleaned_data["email"])
        with counted, transaction.atomic():
            return super().form_valid(form)


social_sign_up = SocialSignUpView.as_view()

"""Log-ins by other services: which there are, and the pages that may lead to them.

There is one where its keys are in the environment; others have no buttons and no addresses.
"""

from functools import wraps
from typing import NamedTuple

from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.google import views as google
from allauth.socialaccount.providers.kakao import views as kakao
from allauth.socialaccount.providers.naver import views as naver
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override

from kclub.errors import NotFound


class SocialProvider(NamedTuple):
    """A service that says who somebody is there, and where its log-in page is."""

    id: str
    name: str
    origin: str

    @property
    def login_url(self):
        return reverse(f"{self.id}_login")


PROVIDERS = [
    SocialProvider("kakao", _("카카오"), "https://kauth.kakao.com"),
    SocialProvider("naver", _("네이버"), "https://nid.naver.com"),
    SocialProvider("google", _("구글"), "https://accounts.google.com"),
]


def configured_providers():
    """Return the SocialProviders whose keys are there."""
    return [each for each in PROVIDERS if each.id in settings.SOCIALACCOUNT_PROVIDERS]


def provider_named(key):
    """Return the SocialProvider of that id. Raises NotFound where its keys are missing."""
    for provider in configured_providers():
        if provider.id == key:
            return provider
    raise NotFound(_("여기에서는 쓰지 않는 로그인이에요."))


def leads_to_providers(view):
    """Let the forms on the view's page lead to the log-in pages of the services, and nowhere else."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        origins = [each.origin for each in configured_providers()]
        policy = settings.SECURE_CSP | {"form-action": [CSP.SELF, *origins]}
        return csp_override(policy)(view)(request, *args, **kwargs)

    return wrapper


class NamesSomebody:
    """Mixin for allauth's adapters: an answer that names nobody is a refusal, not a fault of ours."""

    def complete_login(self, request, app, token, **kwargs):
        try:
            return super().complete_login(request, app, token, **kwargs)
        except (AttributeError, KeyError, TypeError):
            raise ProviderException("no profile in the answer") from None


class KakaoAdapter(NamesSomebody, kakao.KakaoOAuth2Adapter):
    pass


class NaverAdapter(NamesSomebody, naver.NaverOAuth2Adapter):
    pass


ADAPTERS = {"kakao": KakaoAdapter, "naver": NaverAdapter, "google": google.GoogleOAuth2Adapter}
LOGIN_VIEWS = {key: OAuth2LoginView.adapter_view(each) for key, each in ADAPTERS.items()}
CALLBACK_VIEWS = {key: OAuth2CallbackView.adapter_view(each) for key, each in ADAPTERS.items()}

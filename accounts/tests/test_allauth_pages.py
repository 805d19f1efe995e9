"""Every page of allauth: in our frame, in Korean and in English, and with our tone."""

import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import get_resolver, reverse

from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
WITHOUT_PAGE = {  # they answer with a file, JSON or a redirect, or need a real key
    "mfa_download_recovery_codes", "mfa_login_webauthn", "account_confirm_login_code",
    "account_reset_password_from_key", "account_confirm_email", "account_email_verification_sent",
    "account_logout", "socialaccount_signup", "mfa_reauthenticate_webauthn", "mfa_authenticate", "account_set_password",
    "kakao_login", "kakao_callback", "naver_login", "naver_callback", "google_login", "google_callback",
    "google_login_by_token",
}  # fmt: skip
ENTRANCES = {
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_inactive", "socialaccount_login_cancelled",
    "socialaccount_login_error",
}  # fmt: skip
FOREIGN_WORDS = "K-Club|QR|PIN|USB|English|WebAuthn|Safari|saebom.example|[A-Z2-7]{32}"


def names_of_allauth():
    """The names of allauth's addresses that have a page, with the arguments of each."""
    [allauth] = [
        each
        for each in get_resolver().url_patterns
        if getattr(getattr(each, "urlconf_name", None), "__name__", "") == "allauth.urls"
    ]
    return sorted(
        name for name in allauth.reverse_dict if isinstance(name, str) and name not in WITHOUT_PAGE
    )


@pytest.fixture
def protected():
    """A user with an authenticator app, recovery codes and a passkey."""
    user = make_user("이서연")
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    data = {"name": "패스키 1", "credential": {}}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
    return user


def visit(name, user, language):
    browser = Client(headers={"accept-language": language, "user-agent": "Safari"})
    if user and name not in ENTRANCES:
        browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
        browser.force_login(user)
        session = browser.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 9**10}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    key = Authenticator.objects.filter(type="webauthn").first()
    takes_key = name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    url = reverse(name, kwargs={"pk": key.pk} if takes_key else {})
    return browser.get(url, follow=True)


@pytest.mark.parametrize("name", names_of_allauth())
def test_each_page_is_in_our_frame_and_in_both_languages(name, protected):
    user = protected
    if name == "mfa_activate_totp":
        user = make_user("이서연")
    korean, english = (visit(name, user, language) for language in ("ko", "en"))
    assert korean.status_code in (200, 401, 403)
    for answer in (korean, english):
        assert 'class="skip"' in answer.text
        assert "<noscript" not in answer.text
    assert re.search("[가-힣]", words_of(korean))
    assert re.findall(rf"\b(?!{FOREIGN_WORDS})[A-Za-z]{{2,}}", words_of(korean)) == []
    assert (
        re.findall("[가-힣]+", words_of(english).replace("이서연", "").replace("패스키 1", ""))
        == []
    )


def words_of(answer):
    """The words in the main part of a page, labels, hints and alternatives included."""
    main = re.search(r"<main.*</main>", answer.text, re.DOTALL)[0]
    main = re.sub(r"<script.*?</script>|data-[a-z-]+=\"[^\"]*\"", "", main, flags=re.DOTALL)
    shown = re.findall(r"(?:alt|placeholder|aria-label|title)=\"([^\"]*)\"", main)
    text = unescape(re.sub(r"<[^>]+>", " ", main))
    return re.sub(r"\S+@\S+|u\d+@\S+", "", " ".join([text, *shown]))

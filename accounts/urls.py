from django.urls import path

from accounts.search import views as search
from accounts.views import (
    agreements,
    avatars,
    blocks,
    closure,
    email_verification,
    mails,
    notification_preferences,
    notifications,
    passkeys,
    people,
    profile,
    profile_visibility,
    push,
    second_factors,
    sessions,
    social,
    verification_renewals,
)
from kclub import live

app_name = "accounts"
urlpatterns = [
    # In place of allauth's views at these addresses; its names lead here too.
    path("accounts/signup/", social.sign_up_or_by_provider, name="sign-up"),
    path("accounts/login/", social.log_in, name="log-in"),
    path("accounts/3rdparty/", social.linked_accounts, name="linked-accounts"),
    path("accounts/3rdparty/signup/", social.social_sign_up, name="social-sign-up"),
    path("accounts/2fa/totp/activate/", second_factors.totp_activate, name="totp-activate"),
    path("accounts/2fa/totp/deactivate/", second_factors.totp_deactivate, name="totp-deactivate"),
    path("accounts/2fa/webauthn/add/", second_factors.passkey_add, name="passkey-add"),
    path(
        "accounts/2fa/webauthn/keys/<int:pk>/remove/",
        second_factors.passkey_remove,
        name="passkey-remove",
    ),
    path("accounts/2fa/webauthn/login/", passkeys.log_in, name="passkey-log-in"),
    path("accounts/2fa/webauthn/reauthenticate/", passkeys.confirm, name="passkey-confirm"),
    path("accounts/<str:provider>/login/", social.provider_log_in, name="provider-log-in"),
    path("accounts/<str:provider>/login/token/", social.no_token, name="provider-token"),
    path(
        "accounts/<str:provider>/login/callback/",
        social.provider_callback,
        name="provider-callback",
    ),
    path(
        "accounts/confirm-email/",
        email_verification.email_verification_sent,
        name="email-verification-sent",
    ),
    path(
        "accounts/confirm-email/<str:key>/",
        email_verification.confirm_email,
        name="email-verification",
    ),
    path(
        "accounts/renew/<str:token>/",
        verification_renewals.verification_renewal,
        name="verification-renewal",
    ),
    path("accounts/logout/", sessions.log_out, name="log-out"),
    path("accounts/sessions/", sessions.sessions, name="sessions"),
    path("accounts/sessions/end/", sessions.sessions_end, name="sessions-end"),
    path("accounts/sessions/<str:name>/end/", sessions.session_end, name="session-end"),
    path("me/", profile.profile, name="profile"),
    path("me/edit/", profile.profile_edit, name="profile-edit"),
    path("me/visibility/", profile_visibility.profile_visibility, name="profile-visibility"),
    path("me/blocks/", blocks.blocks, name="blocks"),
    path("me/mail/retry/", mails.mail_retry, name="mail-retry"),
    path("me/agreements/", agreements.agreements, name="agreements"),
    path("me/agreements/news/", agreements.news, name="news"),
    path("me/agreements/news/withdraw/", agreements.news_withdraw, name="news-withdraw"),
    path("me/delete/", closure.closure, name="closure"),
    path("me/stream/", live.stream(lambda user: user.channel), name="stream"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/read/", notifications.notifications_read, name="notifications-read"),
    path("notifications/<int:pk>/", notifications.notification, name="notification"),
    path("notifications/<int:pk>/read/", notifications.notification_read, name="notification-read"),
    path(
        "me/notifications/",
        notification_preferences.notification_preferences,
        name="notification-preferences",
    ),
    path("me/notifications/push/", push.push_subscriptions, name="push-subscriptions"),
    path(
        "me/notifications/push/<int:pk>/remove/",
        push.push_subscription_remove,
        name="push-subscription-remove",
    ),
    path(
        "notifications/off/<str:token>/", notification_preferences.unsubscribe, name="unsubscribe"
    ),
    path("search/", search.search, name="search"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/avatar/<str:name>", avatars.avatar, name="avatar"),
    path("people/<str:username>/block/", blocks.block, name="block"),
    path("people/<str:username>/unblock/", blocks.unblock, name="unblock"),
]

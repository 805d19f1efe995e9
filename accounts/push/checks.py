"""System checks of the keys and the push services that the environment names."""

from django.conf import settings
from django.core import checks

from accounts import push
from accounts.push import vapid


@checks.register
def check_keys(app_configs, **kwargs):
    """Return an Error if VAPID_PRIVATE_KEY is no key, or VAPID_SUBJECT no contact."""
    if not push.is_available():
        return []
    errors = []
    try:
        vapid.load(settings.VAPID_PRIVATE_KEY)
    except ValueError as error:
        hint = "Make one with `manage.py vapid`."
        errors.append(
            checks.Error(f"VAPID_PRIVATE_KEY is no key: {error}", hint=hint, id="accounts.E001")
        )
    if not settings.VAPID_SUBJECT.startswith(("mailto:", "https:", "http://localhost")):
        hint = "It is mailto:somebody@school.example or an https address."
        errors.append(checks.Error("VAPID_SUBJECT is no contact.", hint=hint, id="accounts.E002"))
    return errors


@checks.register(deploy=True)
def warn_of_unencrypted_push_services(app_configs, **kwargs):
    """Deployment check of Django: one of PUSH_SERVICES is for tests."""
    if not any("://" in service for service in settings.PUSH_SERVICES):
        return []
    hint = "Name only hosts in PUSH_SERVICES."
    return [checks.Warning("A push service is for tests only.", hint=hint, id="accounts.W003")]

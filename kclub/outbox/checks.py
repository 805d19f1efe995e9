from django.conf import settings
from django.core import checks

DEVELOPMENT = "kclub.mail_backend.TerminalAndFilesBackend"


def warn_of_mail_that_goes_nowhere(app_configs, **kwargs):
    """Deployment check of Django: there is no mail server, so nobody can sign up."""
    if settings.MAILERS["delivery"]["BACKEND"] != DEVELOPMENT:
        return []
    return [checks.Warning("Mail is kept in files.", hint="Set EMAIL_URL.", id="outbox.W001")]

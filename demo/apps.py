from django.apps import AppConfig
from django.core import checks


class DemoConfig(AppConfig):
    """The demo campus, installed by the setting DEMO; no other app knows of it."""

    name = "demo"

    def ready(self):
        """Register the deployment check."""
        checks.register(warn_of_known_passwords, deploy=True)


def warn_of_known_passwords(app_configs, **kwargs):
    """Deployment check of Django: the demo campus is installed."""
    hint = "Unset DEMO."
    return [checks.Warning("Demo accounts have a known password.", hint=hint, id="demo.W001")]

from django.db import migrations
from django.db.models import Exists, OuterRef


def note_second_factors(apps, schema_editor):
    """Note of each user whether they have an authenticator app or a passkey already."""
    factors = apps.get_model("mfa", "Authenticator").objects.exclude(type="recovery_codes")
    users = apps.get_model("accounts", "User").objects
    with_one = users.filter(Exists(factors.filter(user=OuterRef("pk"))))
    keys = list(with_one.values_list("pk", flat=True))
    users.filter(pk__in=keys).update(has_second_factor=True)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0018_second_factors"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(note_second_factors, migrations.RunPython.noop)]

from django.db import migrations

from kclub.text.normalization import initials


def set_initials(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    users, last = User.objects.filter(closed_at=None).order_by("pk"), 0
    while found := list(users.filter(pk__gt=last).only("display_name")[:500]):
        for user in found:
            user.name_initials = initials(user.display_name)
        User.objects.bulk_update(found, ["name_initials"])
        last = found[-1].pk


class Migration(migrations.Migration):
    """The initials of those who have a name."""

    dependencies = [
        ("accounts", "0011_name_initials"),
    ]

    operations = [
        migrations.RunPython(set_initials, migrations.RunPython.noop),
    ]

from django.db import migrations


def keep_bios_shown(apps, schema_editor):
    """Show bios that are there to all students, as the form said when they were written."""
    User = apps.get_model("accounts", "User")
    ProfileVisibility = apps.get_model("accounts", "ProfileVisibility")
    users = User.objects.exclude(bio="").values_list("pk", flat=True)
    ProfileVisibility.objects.bulk_create(
        (ProfileVisibility(user_id=pk, bio="students") for pk in users.iterator()), batch_size=500
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0020_avatar_and_visibility")]
    operations = [migrations.RunPython(keep_bios_shown, migrations.RunPython.noop)]

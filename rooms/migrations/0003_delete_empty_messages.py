from django.db import migrations
from django.db.models.functions import Length, Now
from django.db.models.lookups import GreaterThan


def delete_empty_messages(apps, schema_editor):
    """Show messages without any content, which could be stored by mistake, as deleted ones."""
    messages = apps.get_model("rooms", "Message").objects
    empty = messages.filter(picture_count=0, deleted_at=None).exclude(
        GreaterThan(Length("text"), 0)
    )
    empty.update(deleted_at=Now())


class Migration(migrations.Migration):
    dependencies = [("rooms", "0002_words")]

    operations = [
        migrations.RunPython(delete_empty_messages, migrations.RunPython.noop, elidable=True)
    ]

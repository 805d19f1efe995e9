from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan


class Migration(migrations.Migration):
    dependencies = [("rooms", "0003_delete_empty_messages")]

    operations = [
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(
                condition=Q(GreaterThan(Length("text"), 0))
                | Q(picture_count__gt=0)
                | Q(deleted_at__isnull=False),
                name="message_holds_something",
            ),
        ),
    ]

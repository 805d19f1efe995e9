from django.db import migrations, models


class Migration(migrations.Migration):
    """Users have the first consonants of their names, by which the search finds them, too."""

    dependencies = [
        ("accounts", "0010_sleeping_devices"),
    ]

    operations = [
        migrations.AddField(
            "user",
            "name_initials",
            models.CharField(default="", editable=False, max_length=100),
        ),
    ]

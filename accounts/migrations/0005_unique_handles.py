from django.db import migrations, models


class Migration(migrations.Migration):
    """Handles are unique, and display names no longer are."""

    dependencies = [
        ("accounts", "0004_handles_of_users"),
    ]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="handle",
            field=models.CharField(
                editable=False, max_length=20, unique=True, verbose_name="아이디"
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="display_name_key",
            field=models.CharField(db_index=True, editable=False, max_length=100),
        ),
    ]

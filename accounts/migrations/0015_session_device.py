"""Sessions say what they are used on and when; the table that said so before goes."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0014_enrolment'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='device',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='session',
            name='used_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.RunSQL('DROP TABLE IF EXISTS usersessions_usersession', migrations.RunSQL.noop),
    ]

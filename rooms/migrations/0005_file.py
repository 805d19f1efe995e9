import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan

import kclub.db.fields


class Migration(migrations.Migration):
    dependencies = [("rooms", "0004_message_holds_something")]

    operations = [
        migrations.AddField("message", "has_file", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.FileField(upload_to="rooms/files/%Y/%m/")),
                ("name", models.CharField(max_length=255)),
                (
                    "folded_name",
                    kclub.db.fields.FoldedField("name", default="", editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("hwp", "HWP"),
                            ("hwpx", "HWPX"),
                            ("docx", "DOCX"),
                            ("xlsx", "XLSX"),
                            ("pptx", "PPTX"),
                            ("txt", "TXT"),
                            ("csv", "CSV"),
                            ("md", "MD"),
                        ],
                        max_length=4,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file",
                        to="rooms.message",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RemoveConstraint("message", "message_holds_something"),
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(
                condition=Q(GreaterThan(Length("text"), 0))
                | Q(picture_count__gt=0)
                | Q(has_file=True)
                | Q(deleted_at__isnull=False),
                name="message_holds_something",
            ),
        ),
    ]

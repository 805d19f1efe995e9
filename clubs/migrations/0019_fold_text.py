from django.db import migrations

from kclub.db.fields import fold_rows


def fold(apps, schema_editor):
    for name, fields in [
        ("Post", ["folded_title", "folded_text"]),
        ("Comment", ["folded_text"]),
        ("Event", ["folded_title", "folded_text"]),
    ]:
        fold_rows(apps.get_model("clubs", name), fields)


class Migration(migrations.Migration):
    """The text there is, folded."""

    dependencies = [
        ("clubs", "0018_folded_text"),
    ]

    operations = [
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]

from django.db import migrations

import kclub.db.fields


def add_names(apps, schema_editor):
    files, messages = apps.get_model("rooms", "File"), apps.get_model("rooms", "Message")
    for file in files.objects.select_related("message").order_by("pk").iterator(chunk_size=500):
        text = "\n".join(filter(None, [file.message.folded_text, file.folded_name]))
        messages.objects.filter(pk=file.message_id).update(folded_text=text)


class Migration(migrations.Migration):
    """The name of a message's file is in the text that is searched: one index finds both."""

    dependencies = [("rooms", "0005_file")]

    operations = [
        migrations.RunPython(add_names, migrations.RunPython.noop),
        migrations.AlterField(
            "message", "folded_text", kclub.db.fields.FoldedField("text", "file_name")
        ),
        migrations.RemoveField("file", "folded_name"),
    ]

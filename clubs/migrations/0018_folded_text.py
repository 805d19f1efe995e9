from django.db import migrations

import kclub.db.fields


class Migration(migrations.Migration):
    """Posts, comments and events have folded text, in which the search looks."""

    dependencies = [
        ("clubs", "0017_all_day_events"),
    ]

    operations = [
        migrations.AddField("post", "folded_title", kclub.db.fields.FoldedField("title")),
        migrations.AddField("post", "folded_text", kclub.db.fields.FoldedField("title", "body")),
        migrations.AddField("comment", "folded_text", kclub.db.fields.FoldedField("text")),
        migrations.AddField("event", "folded_title", kclub.db.fields.FoldedField("title")),
        migrations.AddField(
            "event", "folded_text", kclub.db.fields.FoldedField("title", "body", "place")
        ),
    ]

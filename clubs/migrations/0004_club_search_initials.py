"""First consonants of tags and summaries, by which the list of clubs is searched."""

from django.db import migrations, models

from kclub.text.normalization import initials


def fill(apps, schema_editor):
    clubs = apps.get_model("clubs", "Club").objects.using(schema_editor.connection.alias)
    for club in clubs.only("pk", "summary", "tags").iterator(chunk_size=500):
        clubs.filter(pk=club.pk).update(
            search_initials=(of_tags(club.tags) + of_words(club.summary))[:600]
        )


def of_tags(tags):
    words = [tag.split()[start:] for tag in tags.split(",") for start in range(len(tag.split()))]
    return "".join(f"#{initials(''.join(each))}" for each in words)


def of_words(summary):
    return "".join(f"|{initials(word)}" for word in summary.split())


class Migration(migrations.Migration):
    dependencies = [("clubs", "0003_audit_log_entry_without_club")]
    operations = [
        migrations.AddField(
            model_name="club",
            name="search_initials",
            field=models.CharField(default="", editable=False, max_length=600),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

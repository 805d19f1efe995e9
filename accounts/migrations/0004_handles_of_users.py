"""Everybody gets a handle made of their name, those who came first the one without a number."""

from django.db import migrations

from accounts.names import handle_base, numbered_handles

BATCH = 500


def give_handles(apps, schema_editor):
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    taken = set(users.exclude(handle=None).values_list("handle", flat=True))
    candidates = {}  # by the beginning of handles: an iterator that never gives one twice
    batch = []
    for user in users.filter(handle=None).order_by("pk").iterator(BATCH):
        user.handle = f"-{user.pk}" if user.closed_at else new_handle(user, candidates, taken)
        batch.append(user)
        if len(batch) == BATCH:
            users.bulk_update(batch, ["handle"])
            batch = []
    users.bulk_update(batch, ["handle"])


def new_handle(user, candidates, taken):
    base = handle_base(user.display_name, may_pose=user.is_staff)
    handles = candidates.setdefault(base, numbered_handles(base))
    handle = next(handle for handle in handles if handle not in taken)
    taken.add(handle)
    return handle


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_user_handle"),
    ]

    operations = [
        migrations.RunPython(give_handles, migrations.RunPython.noop, elidable=False),
    ]

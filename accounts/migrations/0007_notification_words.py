"""Notifications keep their sentence as it was told; say the old ones in today's words."""

from django.db import migrations
from django.db.models import Case, Value, When

NEW_WORDS = {
    "%(club)s 동아리가 정지됐어요. 까닭: %(reason)s": "%(club)s 동아리가 정지됐어요. 이유: %(reason)s",
    "%(club)s 동아리를 보관했어요. 까닭: %(reason)s": "%(club)s 동아리를 보관했어요. 이유: %(reason)s",
    "운영진이 내 글을 가렸어요. 까닭: %(reason)s": "운영진이 내 글을 가렸어요. 이유: %(reason)s",
    "%(club)s에 더 들어갈 수 없게 됐어요. 까닭: %(reason)s": (
        "%(club)s에 더 들어갈 수 없게 됐어요. 이유: %(reason)s"
    ),
    "%(club)s에서 나오게 됐어요. 까닭: %(reason)s": "%(club)s에서 나오게 됐어요. 이유: %(reason)s",
    "%(club)s 회장 제안을 거둬들였어요.": "%(club)s 회장 제안을 취소했어요.",
    "%(club)s에 자리가 났어요. 사흘 안에 받아 주세요.": (
        "%(club)s에 자리가 났어요. 3일 안에 받아 주세요."
    ),
    "%(room)s 방에 더는 들어갈 수 없게 됐어요. 까닭: %(reason)s": (
        "%(room)s 방에 더는 들어갈 수 없게 됐어요. 이유: %(reason)s"
    ),
}


def say_anew(apps, schema_editor):
    replace(apps, schema_editor, NEW_WORDS)


def say_as_before(apps, schema_editor):
    replace(apps, schema_editor, {new: old for old, new in NEW_WORDS.items()})


def replace(apps, schema_editor, words):
    notifications = apps.get_model("accounts", "Notification").objects.using(
        schema_editor.connection.alias
    )
    notifications.filter(sentence__in=words).update(
        sentence=Case(*(When(sentence=old, then=Value(new)) for old, new in words.items()))
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_notification_subject")]
    operations = [migrations.RunPython(say_anew, say_as_before)]

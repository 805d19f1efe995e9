# The frozen beginning: it stays as it is (docs/decisions.md).

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import kclub.db.fields
import kclub.text.emoji
import rooms.direct.room
import rooms.directory.models.entry
import rooms.directory.models.invites
import rooms.directory.models.opening
import rooms.messages.models.mentions
import rooms.messages.models.message_changes
import rooms.messages.occupancy
import rooms.messages.room
import rooms.moderation.room
import rooms.moderation.room_ownership
import rooms.moderation.room_settings
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clubs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hidden_at", models.DateTimeField(editable=False, null=True)),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="메시지")),
                ("folded_text", kclub.db.fields.FoldedField("text", default="", editable=False)),
                ("mentions", models.JSONField(default=dict)),
                ("picture_count", models.PositiveSmallIntegerField(default=0)),
                ("number", models.PositiveBigIntegerField()),
                ("change", models.PositiveBigIntegerField()),
                ("idempotency_key", models.CharField(max_length=36, null=True)),
                ("grouped", models.BooleanField(default=False)),
                ("opens_day", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("edited_at", models.DateTimeField(null=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="rooms.message",
                    ),
                ),
            ],
            options={
                "verbose_name": "메시지",
                "ordering": ["number"],
            },
            bases=(
                rooms.messages.models.message_changes.MessageChanges,
                rooms.messages.models.mentions.MessageMentions,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.ImageField(
                        height_field="height", upload_to="rooms/%Y/%m/", width_field="width"
                    ),
                ),
                ("thumbnail", models.ImageField(upload_to="rooms/%Y/%m/")),
                ("alt", models.CharField(blank=True, max_length=200, verbose_name="사진 설명")),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="rooms.message",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="방 이름")),
                ("name_key", models.CharField(db_index=True, editable=False, max_length=80)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, editable=False, max_length=60, unique=True
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=60, verbose_name="한 줄 설명")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "누구나"),
                            ("password", "비밀번호 방"),
                            ("club", "부원만"),
                            ("invite", "초대받은 사람만"),
                            ("direct", "우리끼리만"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="누가 들어올 수 있나요?",
                    ),
                ),
                (
                    "people_key",
                    models.CharField(editable=False, max_length=32, null=True, unique=True),
                ),
                (
                    "emoji",
                    models.CharField(
                        default="💬",
                        max_length=8,
                        validators=[kclub.text.emoji.validate_emoji],
                        verbose_name="그림 문자",
                    ),
                ),
                (
                    "hue",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="색",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="최대 인원",
                    ),
                ),
                ("password", models.CharField(blank=True, editable=False, max_length=128)),
                (
                    "slow_seconds",
                    models.PositiveSmallIntegerField(default=0, verbose_name="천천히 이야기하기"),
                ),
                (
                    "read_only",
                    models.BooleanField(default=False, verbose_name="방장과 부방장만 말하기"),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("last_change", models.PositiveBigIntegerField(default=0, editable=False)),
                ("last_message_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "club",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="clubs.club",
                        verbose_name="동아리",
                    ),
                ),
                (
                    "last_author",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_rooms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "채팅방",
                "ordering": ["pk"],
            },
            bases=(
                rooms.directory.models.opening.RoomOpening,
                rooms.directory.models.entry.RoomEntry,
                rooms.directory.models.invites.RoomInvites,
                rooms.messages.room.RoomPosting,
                rooms.moderation.room.RoomModeration,
                rooms.moderation.room_ownership.RoomOwnership,
                rooms.moderation.room_settings.RoomSettings,
                rooms.direct.room.DirectRoom,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Occupancy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_up_to", models.PositiveBigIntegerField(default=0)),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_active_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_posted_at", models.DateTimeField(null=True)),
                ("is_moderator", models.BooleanField(default=False)),
                ("muted_until", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occupancies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occupancies",
                        to="rooms.room",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
            bases=(rooms.messages.occupancy.OccupancyPosting, models.Model),
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mutes",
                        to="rooms.room",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="room",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="rooms.room",
            ),
        ),
        migrations.CreateModel(
            name="Invite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=rooms.directory.models.invites.new_token,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                (
                    "max_uses",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="몇 명까지"
                    ),
                ),
                ("use_count", models.PositiveIntegerField(default=0)),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="언제까지"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invites",
                        to="rooms.room",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Ban",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="까닭")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="room_bans",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bans",
                        to="rooms.room",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("like", "👍"),
                            ("love", "😍"),
                            ("laugh", "😂"),
                            ("wow", "😮"),
                            ("sad", "😢"),
                            ("cheer", "🎉"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to="rooms.message",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("message", "user", "kind"), name="reacted_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "password"), ("password", ""), _negated=True),
                name="password_room_has_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "direct"), ("owner", None), ("people_key__isnull", False)),
                    models.Q(
                        models.Q(("kind", "direct"), _negated=True),
                        ("owner__isnull", False),
                        ("people_key", None),
                    ),
                    _connector="OR",
                ),
                name="room_has_owner_or_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="occupancy",
            constraint=models.UniqueConstraint(
                fields=("room", "user"), name="one_occupancy_per_room"
            ),
        ),
        migrations.AddConstraint(
            model_name="mute",
            constraint=models.UniqueConstraint(fields=("room", "user"), name="muted_once"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("room", "number"), name="message_number"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("room", "change"), name="message_change"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("room", "author", "idempotency_key"), name="message_idempotency_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="invite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("max_uses", None), ("use_count__lte", models.F("max_uses")), _connector="OR"
                ),
                name="invite_not_overused",
            ),
        ),
        migrations.AddConstraint(
            model_name="ban",
            constraint=models.UniqueConstraint(fields=("room", "user"), name="banned_once"),
        ),
    ]

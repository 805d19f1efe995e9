# The frozen beginning: it stays as it is (docs/decisions.md).

import accounts.models.users
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="SchoolDomain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=190, unique=True, verbose_name="도메인")),
                (
                    "with_subdomains",
                    models.BooleanField(default=False, verbose_name="하위 도메인도"),
                ),
            ],
            options={
                "verbose_name": "학교 도메인",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "verified_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="인증한 때"),
                ),
                ("password_unconfirmed", models.BooleanField(default=False, editable=False)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("is_active", models.BooleanField(default=True, verbose_name="활동 중")),
                (
                    "suspended_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="정지가 끝나는 때"),
                ),
                (
                    "suspension_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="정지한 까닭"),
                ),
                ("email", models.EmailField(max_length=190, unique=True, verbose_name="학교 메일")),
                (
                    "username",
                    models.CharField(
                        default=accounts.models.users.new_username,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("display_name", models.CharField(max_length=50, verbose_name="이름")),
                ("display_name_key", models.CharField(editable=False, max_length=100, unique=True)),
                (
                    "bio",
                    models.TextField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.MaxLengthValidator(500)],
                        verbose_name="자기소개",
                    ),
                ),
                ("locale", models.CharField(blank=True, max_length=8, verbose_name="언어")),
                (
                    "agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="약관에 동의한 때"),
                ),
                ("wants_news", models.BooleanField(default=False, verbose_name="소식 메일 받기")),
                ("is_staff", models.BooleanField(default=False, verbose_name="연합회")),
                (
                    "joined_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="가입한 때"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "사용자",
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "blocked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocked_by",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "blocked"), name="one_block")
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sentence", models.CharField(max_length=200)),
                ("params", models.JSONField(default=dict)),
                ("url", models.CharField(max_length=800)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["user", "read_at"], name="unread_notifications")],
            },
        ),
    ]

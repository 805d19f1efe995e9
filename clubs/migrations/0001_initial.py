# The frozen beginning: it stays as it is (docs/decisions.md).

import clubs.moderation.banned_words
import clubs.people.models.invites
import clubs.recruiting.models.applications
import clubs.recruiting.models.decisions
import clubs.recruiting.models.questions
import clubs.recruiting.models.undo
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BannedWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=20, verbose_name="낱말")),
                ("word_key", models.CharField(editable=False, max_length=80, unique=True)),
            ],
            options={
                "verbose_name": "금칙어",
                "ordering": ["word_key"],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="이름")),
                ("name_en", models.CharField(max_length=30, verbose_name="영어 이름")),
                ("slug", models.SlugField(unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "분야",
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=clubs.recruiting.models.questions.new_key,
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="질문")),
                (
                    "kind",
                    models.CharField(
                        choices=[("short", "짧은 답"), ("long", "긴 답"), ("choice", "고르기")],
                        default="long",
                        max_length=6,
                        verbose_name="종류",
                    ),
                ),
                (
                    "choices",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="고를 것 (쉼표로 나눠요)"
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="꼭 답해야 해요")),
                (
                    "at_least",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="몇 자부터",
                    ),
                ),
                (
                    "at_most",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(2000),
                        ],
                        verbose_name="몇 자까지",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Club",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "돌려받음"),
                            ("submitted", "확인 중"),
                            ("active", "활동 중"),
                            ("dormant", "쉬는 중"),
                            ("suspended", "정지"),
                            ("archived", "보관"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("return_reason", models.CharField(blank=True, max_length=500)),
                ("closure_reason", models.CharField(blank=True, max_length=500)),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "join_mode",
                    models.CharField(
                        choices=[
                            ("open", "누구나 바로 들어와요"),
                            ("request", "신청을 보고 승인해요"),
                            ("application", "지원서를 보고 승인해요"),
                            ("closed", "지금은 모집하지 않아요"),
                        ],
                        default="request",
                        max_length=12,
                        verbose_name="가입 방식",
                    ),
                ),
                (
                    "recruiting_from",
                    models.DateField(blank=True, null=True, verbose_name="모집 시작일"),
                ),
                (
                    "recruiting_until",
                    models.DateField(blank=True, null=True, verbose_name="모집 마감일"),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="모집 인원",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="동아리 이름")),
                ("name_key", models.CharField(editable=False, max_length=80, unique=True)),
                ("name_initials", models.CharField(editable=False, max_length=80)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, editable=False, max_length=60, unique=True
                    ),
                ),
                ("summary", models.CharField(max_length=60, verbose_name="한 줄 소개")),
                ("description", models.TextField(blank=True, max_length=5000, verbose_name="소개")),
                ("tags", models.CharField(blank=True, max_length=80, verbose_name="꼬리표")),
                ("search_text", models.CharField(editable=False, max_length=300)),
                ("place", models.CharField(blank=True, max_length=40, verbose_name="모이는 곳")),
                ("meets", models.CharField(blank=True, max_length=60, verbose_name="모임")),
                ("fee", models.CharField(blank=True, max_length=40, verbose_name="회비")),
                (
                    "emoji",
                    models.CharField(default="🌱", max_length=8, verbose_name="대표 그림 문자"),
                ),
                (
                    "hue",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="동아리 색",
                    ),
                ),
                ("pattern", models.CharField(default="dot", max_length=4, verbose_name="무늬")),
                ("last_active_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clubs",
                        to="clubs.category",
                        verbose_name="분야",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "president",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presided_clubs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "동아리",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="까닭")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "기다리는 중"),
                            ("granted", "맡김"),
                            ("declined", "거절"),
                            ("withdrawn", "거둬들임"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                (
                    "undecided",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(models.Q(("status", "submitted")), then=True)
                        ),
                        output_field=models.BooleanField(null=True),
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="남길 말")),
                (
                    "claimant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="clubs.club",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("url", models.CharField(max_length=800)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "살펴보는 중"),
                            ("hidden", "가렸어요"),
                            ("cleared", "문제없음"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "undecided",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(models.Q(("status", "open")), then=True)
                        ),
                        output_field=models.BooleanField(null=True),
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="까닭")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="contenttypes.contenttype"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cases",
                        to="clubs.club",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
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
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="까닭")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="club_bans",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bans",
                        to="clubs.club",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AuditLogEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action", models.CharField(max_length=20)),
                ("detail", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="audit_log_entries",
                        to="clubs.club",
                    ),
                ),
            ],
            options={
                "verbose_name": "동아리 기록",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "message",
                    models.TextField(blank=True, max_length=500, verbose_name="하고 싶은 말"),
                ),
                (
                    "receipt",
                    models.CharField(
                        default=clubs.recruiting.models.applications.new_receipt,
                        max_length=9,
                        unique=True,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "심사 중"),
                            ("interview", "면접"),
                            ("waitlisted", "대기"),
                            ("offered", "자리 제안"),
                            ("approved", "승인"),
                            ("rejected", "거절"),
                            ("withdrawn", "거둬들임"),
                            ("expired", "기한 지남"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                (
                    "undecided",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                models.Q(
                                    (
                                        "status__in",
                                        ["submitted", "interview", "waitlisted", "offered"],
                                    )
                                ),
                                then=True,
                            )
                        ),
                        output_field=models.BooleanField(null=True),
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("offer_ends_at", models.DateTimeField(null=True)),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applications",
                        to="clubs.club",
                    ),
                ),
            ],
            options={
                "ordering": ["-submitted_at", "-pk"],
            },
            bases=(
                clubs.recruiting.models.decisions.ApplicationDecisions,
                clubs.recruiting.models.undo.ApplicationUndo,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message", models.TextField(blank=True)),
                ("answers", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="clubs.club",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-saved_at"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="제목")),
                ("body", models.TextField(blank=True, max_length=2000, verbose_name="안내")),
                ("place", models.CharField(max_length=60, verbose_name="장소")),
                ("starts_at", models.DateTimeField(verbose_name="시작")),
                ("ends_at", models.DateTimeField(verbose_name="끝")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="정원",
                    ),
                ),
                ("public", models.BooleanField(default=False, verbose_name="누구나 볼 수 있어요")),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="clubs.club",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.FileField(upload_to="evidence/%Y/%m/")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="clubs.case",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="왜 살펴봐야 하나요?")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_accesses",
                        to="clubs.case",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="clubs.club",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
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
                        default=clubs.people.models.invites.new_token,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("max_uses", models.PositiveSmallIntegerField(null=True)),
                ("use_count", models.PositiveIntegerField(default=0)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invites",
                        to="clubs.club",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("member", "부원"), ("officer", "운영진")],
                        default="member",
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=20, verbose_name="직책")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("muted_until", models.DateTimeField(editable=False, null=True)),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="clubs.club",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="clubs.club",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hidden_at", models.DateTimeField(editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("notice", "공지"), ("free", "자유"), ("recruiting", "모집")],
                        default="free",
                        max_length=10,
                        verbose_name="게시판",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "누구나"), ("members", "부원만")],
                        default="members",
                        max_length=8,
                        verbose_name="누가 볼 수 있나요?",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=100,
                        validators=[clubs.moderation.banned_words.without_banned_words],
                        verbose_name="제목",
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        max_length=5000,
                        validators=[clubs.moderation.banned_words.without_banned_words],
                        verbose_name="내용",
                    ),
                ),
                ("idempotency_key", models.CharField(editable=False, max_length=36, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("edited_at", models.DateTimeField(null=True)),
                ("pinned_at", models.DateTimeField(null=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="clubs.club",
                    ),
                ),
            ],
            options={
                "verbose_name": "글",
                "ordering": ["-created_at", "-pk"],
            },
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
                        height_field="height", upload_to="posts/%Y/%m/", width_field="width"
                    ),
                ),
                ("thumbnail", models.ImageField(upload_to="posts/%Y/%m/")),
                ("alt", models.CharField(blank=True, max_length=200, verbose_name="사진 설명")),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="clubs.post",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Like",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="likes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="likes",
                        to="clubs.post",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hidden_at", models.DateTimeField(editable=False, null=True)),
                (
                    "text",
                    models.TextField(
                        max_length=1000,
                        validators=[clubs.moderation.banned_words.without_banned_words],
                        verbose_name="댓글",
                    ),
                ),
                ("idempotency_key", models.CharField(editable=False, max_length=36, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="clubs.comment",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="clubs.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "댓글",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="clubs.application",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="clubs.question",
                    ),
                ),
            ],
            options={
                "ordering": ["question__position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questionnaires",
                        to="clubs.club",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.AddField(
            model_name="question",
            name="questionnaire",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="clubs.questionnaire",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="questionnaire",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="applications",
                to="clubs.questionnaire",
            ),
        ),
        migrations.CreateModel(
            name="Replacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="까닭")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "status",
                    models.CharField(
                        choices=[("asked", "확인 기다림"), ("done", "바꿈"), ("dropped", "그만둠")],
                        default="asked",
                        max_length=8,
                    ),
                ),
                (
                    "undecided",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(models.Q(("status", "asked")), then=True)
                        ),
                        output_field=models.BooleanField(null=True),
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "club",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replacements",
                        to="clubs.club",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "광고나 도배"),
                            ("harassment", "괴롭힘이나 혐오"),
                            ("fraud", "사기 의심"),
                            ("sexual", "음란하거나 불쾌함"),
                            ("privacy", "개인정보"),
                            ("other", "그 밖의 까닭"),
                        ],
                        max_length=10,
                        verbose_name="무엇이 문제인가요?",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="덧붙일 말")),
                ("text", models.TextField(editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="clubs.case",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RSVP",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("going", models.BooleanField(default=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rsvps",
                        to="clubs.event",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rsvps",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "심사 중"),
                            ("interview", "면접"),
                            ("waitlisted", "대기"),
                            ("offered", "자리 제안"),
                            ("approved", "승인"),
                            ("rejected", "거절"),
                            ("withdrawn", "거둬들임"),
                            ("expired", "기한 지남"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("is_undo", models.BooleanField(default=False)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_changes",
                        to="clubs.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="club",
            index=models.Index(fields=["status", "recruiting_until"], name="clubs_by_deadline"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                fields=("club", "claimant", "undecided"), name="one_undecided_claim"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["club", "status", "created_at"], name="club_cases"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("content_type", "object_id", "undecided"), name="one_undecided_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="ban",
            constraint=models.UniqueConstraint(fields=("club", "user"), name="one_ban_per_club"),
        ),
        migrations.AddIndex(
            model_name="auditlogentry",
            index=models.Index(fields=["club", "-id"], name="club_log"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("club", "user"), name="one_draft"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["club", "starts_at"], name="club_calendar"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="event_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(fields=("club", "user"), name="follow_once"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("club", "user"), name="one_membership_per_club"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(fields=("club",), name="one_offer_per_club"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["club", "created_at"], name="club_board"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                fields=("club", "author", "idempotency_key"), name="post_idempotency_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="like",
            constraint=models.UniqueConstraint(fields=("post", "user"), name="one_like"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                fields=("post", "author", "idempotency_key"), name="comment_idempotency_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("application", "question"), name="one_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="questionnaire",
            constraint=models.UniqueConstraint(
                fields=("club", "number"), name="questionnaire_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("questionnaire", "key"), name="question_key"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["club", "status", "submitted_at"], name="club_applications"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                fields=("club", "applicant", "undecided"), name="one_undecided_application"
            ),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.UniqueConstraint(
                fields=("club", "undecided"), name="one_undecided_replacement"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(fields=("case", "reporter"), name="report_once"),
        ),
        migrations.AddConstraint(
            model_name="rsvp",
            constraint=models.UniqueConstraint(fields=("event", "user"), name="one_rsvp"),
        ),
    ]

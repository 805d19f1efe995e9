"""Sections of an export: rows of one kind that are the user's own, which apps register.

@export_sections.register(order=20)
def sections():
    return [ExportSection("posts", _("쓴 글"), Post.objects, "author", "club=club__name title")]
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kclub.registry import Registry

CHUNK = 500  # rows in memory at once

export_sections = Registry()  # f(): a list of ExportSections

LABELS = {  # of fields, for whoever reads the pages of an export
    "about": _("무엇"),
    "agreed_to": _("동의한 것"),
    "alt": _("사진 설명"),
    "avatar": _("사진"),
    "amount": _("금액"),
    "answers": _("답"),
    "bio": _("자기소개"),
    "body": _("내용"),
    "choice": _("고른 것"),
    "club": _("동아리"),
    "code": _("번호"),
    "created_at": _("처음 적은 때"),
    "deleted_at": _("지운 때"),
    "department": _("학과"),
    "device": _("기기"),
    "display_name": _("이름"),
    "edited_at": _("고친 때"),
    "email": _("메일 주소"),
    "ended_at": _("끝난 때"),
    "event": _("일정"),
    "file": _("파일"),
    "handle": _("아이디"),
    "kind": _("종류"),
    "language": _("언어"),
    "message": _("메시지"),
    "name": _("이름"),
    "note": _("이유"),
    "person": _("사람"),
    "place": _("곳"),
    "post": pgettext_lazy("찾기", "글"),
    "question": _("질문"),
    "read_at": _("읽은 때"),
    "role": _("역할"),
    "room": _("채팅방"),
    "starts_at": _("시작"),
    "status": _("상태"),
    "student_number": _("학번"),
    "term": _("학기"),
    "text": _("내용"),
    "title": _("제목"),
    "until": _("언제까지"),
    "verified": _("인증"),
    "verified_at": _("인증한 때"),
    "visibility": _("누가 보나요"),
}


class ExportSection:
    """The rows of `manager` whose `owner`, a path of fields, is the user.

    `fields` says what of them is exported: "club=club__name title" are two fields, named `club` and
    `title`. One named `file` holds the name of a stored file, which comes into the archive. Rows
    without `has_id`, whose key is a secret, are few.
    """

    def __init__(self, key, title, manager, owner, fields, *, has_id=True):
        self.key, self.title, self.manager, self.owner = key, title, manager, owner
        self.has_id = has_id
        pairs = (each.partition("=") for each in fields.split())
        self.fields = {name: path or name for name, _equals, path in pairs}

    def in_words(self, name, value):
        """Return the value of the field `name` as a person reads it: codes and truths in words."""
        if isinstance(value, bool):
            return _("예") if value else _("아니요")
        model = self.manager.model
        for part in self.fields.get(name, "pk").split("__"):
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
            model = field.related_model or model
        return dict(field.flatchoices).get(value, value)

    def rows(self, user):
        """Return the user's rows, a queryset."""
        return self.manager.filter(**{self.owner: user.pk})

    def chunks(self, user):
        """Yield lists of dicts {"id": …, field: value} of the user's rows, the oldest first.

        There are CHUNK in each, and no database cursor stays open between two of them: memory is
        bounded, whatever the database.
        """
        paths, last = list(self.fields.values()), 0
        if not self.has_id:
            rows = self.rows(user).values_list(*paths)[:CHUNK]
            yield [dict(zip(self.fields, row, strict=True)) for row in rows]
            return
        rows = self.rows(user).order_by("pk")
        while chunk := list(rows.filter(pk__gt=last).values_list("pk", *paths)[:CHUNK]):
            last = chunk[-1][0]
            names = ["id", *self.fields]
            yield [dict(zip(names, row, strict=True)) for row in chunk]


def all_sections():
    """Return the ExportSections of all apps, in their order."""
    return [section for function in export_sections for section in function()]

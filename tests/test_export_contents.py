"""What is in an export: all that is one's own, nothing of others, in little memory."""

import tracemalloc
from os.path import basename

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models

from accounts import notification_kinds as kinds
from accounts.exports.sections import CHUNK, LABELS, all_sections
from accounts.models import Notification, ShownTo, User
from accounts.tests.exports import archive_of, data_of, make_export, page_of
from clubs.models import Comment
from kclub.files.images import reencode
from kclub.files.logos import reencode_avatar
from tests.documents import PDF, document
from tests.factories import a_poll, make_application, make_club, make_post, make_room, make_user
from tests.pictures import opened, upload

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"
NOT_EXPORTED = {  # models that name a user, and why they are no data of theirs to take along
    "accounts.PushDelivery", "clubs.Case", "clubs.EvidenceAccess",  # of how others decide
    "clubs.Offer", "clubs.Recovery", "clubs.Replacement",  # undecided, and of two people
    "clubs.Ban", "rooms.Ban", "rooms.Mute",  # decisions of others, of which they are told
    "clubs.Invite", "rooms.Invite", "clubs.Calendar",  # secret links
    "clubs.ClubInvitation", "clubs.MemberInvitation",  # of whom the union has invited
    "clubs.Notice", "clubs.Mark", "clubs.Slot", "clubs.Appeal", "clubs.Remark", "clubs.Paper",
    "clubs.Submission", "clubs.Registration", "clubs.Resolution", "clubs.Extension",
    "clubs.Reopening", "clubs.Consent", "clubs.StaffAddress", "clubs.ActivityReport",  # of an office
    "clubs.ActivityReportPerson",  # a copy of attendances
    "clubs.Club",  # the president is a member
    "outbox.OutgoingMail",  # who has it sent again
}  # fmt: skip


@pytest.fixture
def me():
    return make_user("이서연", bio="필름을 좋아해요")


@pytest.fixture
def other():
    return make_user("김민재", bio="비밀스러운 소개")


@pytest.fixture
def life(me, other):
    """A club and a room in which I and another have said and put up something."""
    me.change_avatar(reencode_avatar(upload()))
    club = make_club("필름로그")
    make_application(club, me, message="찍고 싶어요").approve(by=club.president)
    club.admit(other)
    me.follow(other)
    post = make_post(
        club, me, title="내 글", pictures=[(reencode(upload()), "노을")], poll=a_poll()
    )
    theirs = make_post(club, other, title="남의 글", body="남의 말")
    theirs.comment(me, "내 댓글")
    post.comment(other, "남의 댓글")
    room = make_room(owner=me, name="사진방")
    room.admit(other)
    room.post(me, "내 메시지", document=document(PDF))
    room.post(other, "남의 메시지")
    me.block(make_user("박소음"))
    return room


def test_it_has_what_i_am_and_have_written(life, me):
    data = data_of(make_export(me))
    [account] = data["account"]
    assert (account["display_name"], account["bio"]) == ("이서연", "필름을 좋아해요")
    assert data["email_addresses"][0]["email"] == me.email
    assert data["applications"][0]["message"] == "찍고 싶어요"
    assert [row["club"] for row in data["memberships"]] == ["필름로그"]
    assert [row["title"] for row in data["posts"]] == ["내 글"]
    assert [row["text"] for row in data["comments"]] == ["내 댓글"]
    assert [row["text"] for row in data["messages"]] == ["내 메시지"]
    assert [row["room"] for row in data["owned_rooms"]] == ["사진방"]
    assert [row["person"] for row in data["blocks"]] == ["박소음"]
    assert data["post_pictures"][0]["post"] == data["posts"][0]["id"]


def test_nothing_of_others_and_no_secret_is_in_it(life, me, other):
    session = me.sessions.first()
    archive = archive_of(make_export(me))
    whole = "".join(archive.read(name).decode() for name in ("data.json", "index.html"))
    for words in ["남의", "비밀스러운 소개", other.email, "김민재", me.password]:
        assert words not in whole, words
    assert session is None or session.session_key not in whole


def test_of_a_decision_that_was_undone_there_is_nothing(me):
    club, other = make_club(), make_club()
    application, another = make_application(club, me), make_application(other, me)
    application.interview(by=club.president, note="화요일 3시")
    application.reject(by=club.president, note="비밀 이유")
    application.undo(by=club.president)
    another.waitlist(by=other.president, note="열 번째예요")
    export = make_export(me)
    data = data_of(export)
    seen = [change.status for each in (application, another) for change in each.timeline]
    steps = [row["status"] for row in data["application_steps"]]
    assert sorted(steps) == sorted(seen) == ["interview", "submitted", "submitted", "waitlisted"]
    assert [row["note"] for row in data["applications"]] == ["화요일 3시", "열 번째예요"]
    assert "비밀 이유" not in page_of(export)
    application.reject(by=club.president, note="다음에 만나요")
    assert data_of(make_export(me))["applications"][0]["note"] == "다음에 만나요"


def test_pictures_and_files_are_in_it_as_they_are_and_named_by_their_rows(life, me):
    export = make_export(me)
    archive, data = archive_of(export), data_of(export)
    names = {name for name in archive.namelist() if name.startswith("files/")}
    rows = [row for section in data.values() for row in section if row.get("file")]
    assert names == {row["file"] for row in rows}
    assert len(names) == 3  # of me, of a post and of a room
    me.refresh_from_db()
    assert opened(archive.open(f"files/{basename(me.avatar.name)}")).size == (256, 256)
    [sent] = data["message_files"]
    assert archive.read(sent["file"]) == PDF
    assert f'<img src="files/{basename(me.avatar.name)}"' in page_of(export)
    assert f'href="{sent["file"]}"' in page_of(export)


def test_the_page_says_codes_in_words_and_the_data_as_they_are(life, me):
    me.choose_visibility(bio=ShownTo.CLUBMATES)
    export = make_export(me)
    page, data = page_of(export), data_of(export)
    assert (data["posts"][0]["visibility"], data["email_addresses"][0]["verified"]) == (
        "members",
        True,
    )
    for words in ["부원만", "예", "나와 같은 동아리 사람"]:
        assert f"<dd>{words}</dd>" in page
    assert "<dd>members</dd>" not in page
    assert "<dd>True</dd>" not in page


def test_a_file_that_is_lost_is_left_out(life, me):
    me.refresh_from_db()
    default_storage.delete(me.avatar.name)
    archive = archive_of(make_export(me))
    assert archive.testzip() is None
    assert f"files/{basename(me.avatar.name)}" not in archive.namelist()


def test_what_people_write_is_text_on_the_page(me):
    club = make_club()
    club.admit(me)
    make_post(club, me, title=HOSTILE[:100], body=HOSTILE)
    me.bio = HOSTILE
    me.save(update_fields=["bio"])
    page = page_of(make_export(me))
    assert "<script" not in page
    assert "onerror=alert(1)&gt;" in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page


def test_the_page_names_every_section_and_says_what_it_leaves_out(me, monkeypatch):
    monkeypatch.setattr("accounts.exports.archive.MOST_ON_THE_PAGE", 2)
    club = make_club()
    club.admit(me)
    for number in range(5):
        make_post(club, me, title=f"글 {number}")
    export = make_export(me)
    page = page_of(export)
    for section in all_sections():
        assert f'href="#{section.key}"' in page
        assert f'<section id="{section.key}">' in page
    assert page.count("<dd>글 ") == 2
    assert "여기에 없는 3개는 data.json에 있어요." in page
    assert len(data_of(export)["posts"]) == 5


def test_rows_come_whole_and_in_order_over_the_chunks(me, monkeypatch):
    monkeypatch.setattr("accounts.exports.sections.CHUNK", 3)
    club = make_club()
    club.admit(me)
    posts = [make_post(club, me, title=f"글 {number}").pk for number in range(8)]
    assert [row["id"] for row in data_of(make_export(me))["posts"]] == posts


def test_it_takes_no_more_memory_with_many_rows(me):
    club = make_club()
    club.admit(me)
    post, peaks = make_post(club, me), []
    make_export(me)  # what is loaded once
    for more in (4, 16):
        Comment.objects.bulk_create(
            Comment(post=post, author=me, text="가" * 300) for _ in range(more * CHUNK)
        )
        tracemalloc.start()
        make_export(me)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_every_model_of_a_user_is_in_it_or_said_not_to_be():
    naming = {
        model._meta.label
        for label in ["accounts", "clubs", "rooms", "outbox", "account", "mfa", "socialaccount"]
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is User
    }
    exported = {section.manager.model._meta.label for section in all_sections()}
    assert naming - exported - NOT_EXPORTED == {"accounts.Export"}
    assert exported.isdisjoint(NOT_EXPORTED)


def test_the_schema_is_documented_field_for_field():
    document = (settings.BASE_DIR / "docs/export.md").read_text(encoding="utf-8")
    for section in all_sections():
        fields = ", ".join(f"`{name}`" for name in section.fields)
        assert f"| `{section.key}` | {section.title} | {fields} |" in document
        assert section.fields.keys() <= LABELS.keys()
    assert document.count("\n| `") == len(all_sections()) + 3


def test_nothing_of_a_notification_but_that_it_was(me):
    me.notify(kinds.MENTION, "/", by="김민재")
    assert Notification.objects.filter(user=me).exists()
    [row] = data_of(make_export(me))["notifications"]
    assert set(row) == {"id", "kind", "created_at", "read_at"}

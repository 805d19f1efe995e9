from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import SchoolDomain
from clubs.imports.club_import import ClubImport
from clubs.imports.lines import Outcome
from clubs.models import Club, ClubInvitation
from kclub.errors import Gone, Refused
from tests.factories import make_category, make_club, make_staff, make_user, unverified

pytestmark = pytest.mark.django_db

HEAD = "동아리 이름,분야,한 줄 소개,회장 학교 메일\n"
LINE = "필름부,사진,필름으로 찍어요,film@saebom.example\n"


@pytest.fixture(autouse=True)
def school(db):
    SchoolDomain.objects.get_or_create(name="saebom.example")
    make_category("사진")
    make_category("공연")


@pytest.fixture
def union(school):
    return make_staff()


def imported(text, union):
    clubs = ClubImport(text.encode() if isinstance(text, str) else text, union)
    clubs.run()
    return clubs


def outcomes(text, union):
    return [line.outcome for line in ClubImport(text.encode(), union).lines]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_is_read_as_spreadsheets_write_it(codec, delimiter, union):
    content = (HEAD + LINE).replace(",", delimiter).replace("\n", "\r\n").encode(codec)
    imported(content, union)
    invitation = ClubInvitation.objects.get()
    assert (invitation.name, invitation.email) == ("필름부", "film@saebom.example")
    assert (invitation.category.name, invitation.summary) == ("사진", "필름으로 찍어요")


@pytest.mark.parametrize(
    "text",
    [
        "Name,Category,Summary,Email\n필름부,사진 (EN),찍어요,film@saebom.example\n",
        " 동아리이름 , 분야,한줄소개,회장 학교메일 \n필름부,사진,찍어요,FILM@saebom.example\n",
        HEAD + "\n,,,\n" + LINE,
        HEAD + '"필름부","사진","쉼표, 도 있어요","film@saebom.example"\n',
        HEAD + "필름부,사진,=1+1,film@saebom.example\n",
        "번호," + HEAD + "1," + LINE,
        HEAD + LINE.rstrip("\n") + ",남는 칸\n",
    ],
)
def test_files_that_are_good(text, union):
    assert outcomes(text, union) == [Outcome.NEW]
    imported(text, union)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "파일이 비어 있어요"),
        (HEAD.encode(), "파일이 비어 있어요"),
        (b"\x89PNG\r\n\x1a\n\xff\xff", "글자를 읽을 수 없는"),
        (b"PK\x03\x04\0\0\0", "글자를 읽을 수 없는"),
        ((HEAD + LINE).encode("utf-16-le"), "글자를 읽을 수 없는"),
        ((HEAD + '필름부,"' + "가" * 140_000).encode(), "표로 읽을 수 없는"),
        (b"a" * 1_000_001, "파일이 너무 커요"),
        ((HEAD + LINE * 2_001).encode(), "2,000줄까지"),
    ],
)
def test_files_that_are_no_tables(content, sentence, union):
    with pytest.raises(Refused, match=sentence):
        ClubImport(content, union)


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("필름부,xyz,찍어요,film@saebom.example", ["‘xyz’ 분야가 없어요. 있는 분야: 공연, 사진"]),
        ("필름부,공연장,찍어요,film@saebom.example", ["‘공연’인가요?"]),
        ("필름부,사진,찍어요,film@gmail.com", ["학교 메일 주소가 아니에요"]),
        ("필름부,사진,찍어요,필름", ["메일 주소가 아니에요"]),
        ("필름부,사진,찍어요,", ["회장 학교 메일:"]),
        ("필름부,,찍어요,film@saebom.example", ["분야:"]),
        ("필름부,사진,,film@saebom.example", ["한 줄 소개:"]),
        (",사진,찍어요,film@saebom.example", ["동아리 이름:"]),
        ("필름부", ["분야:", "한 줄 소개:", "회장 학교 메일:"]),
        (f"{'가' * 41},사진,찍어요,film@saebom.example", ["동아리 이름:"]),
        (f"필름부,사진,{'가' * 61},film@saebom.example", ["한 줄 소개:"]),
        ("\u200b,사진,찍어요,film@saebom.example", ["동아리 이름:"]),
        (f"{'가' * 41},없음,,누구", ["동아리 이름:", "분야:", "한 줄 소개:", "회장 학교 메일:"]),
    ],
)
def test_a_wrong_line_names_all_its_faults_and_nothing_is_done(line, faults, union):
    clubs = ClubImport((HEAD + "\n" + LINE.replace("필름부", "합창단") + line).encode(), union)
    good, wrong = clubs.lines
    assert (good.outcome, wrong.outcome, wrong.number) == (Outcome.NEW, Outcome.WRONG, 4)
    assert len(wrong.faults) == len(faults)
    for fault in faults:
        assert any(fault in said for said in wrong.faults), wrong.faults
    with pytest.raises(Refused, match="아무것도 하지 않았어요"):
        clubs.run()
    assert not ClubInvitation.objects.exists()
    assert mail.outbox == []


def test_a_club_stands_once_in_a_file(union):
    clubs = ClubImport((HEAD + LINE + LINE.replace("필름부", "필름 부")).encode(), union)
    assert clubs.lines[1].faults == ["2번째 줄과 같은 동아리예요."]


def test_importing_again_changes_nothing_and_a_longer_file_adds_what_is_new(union):
    imported(HEAD + LINE, union)
    before = ClubInvitation.objects.values().get()
    assert [sent.to for sent in mail.outbox] == [["film@saebom.example"]]
    assert before["token"] in mail.outbox[0].body
    assert outcomes(HEAD + LINE, union) == [Outcome.SAME]
    longer = HEAD + LINE + LINE.replace("필름부", "합창단")
    assert [line.outcome for line in imported(longer, union).lines] == [Outcome.SAME, Outcome.NEW]
    assert ClubInvitation.objects.values().get(pk=before["id"]) == before
    assert ClubInvitation.objects.count() == 2
    assert len(mail.outbox) == 2


def test_a_changed_line_keeps_the_link_and_another_president_gets_a_new_one(union):
    imported(HEAD + LINE, union)
    token = ClubInvitation.objects.get().token
    changed = imported(HEAD + LINE.replace("필름으로", "흑백으로"), union)
    assert changed.lines[0].outcome == Outcome.CHANGED
    assert ClubInvitation.objects.get().summary == "흑백으로 찍어요"
    assert ClubInvitation.objects.get().token == token
    imported(HEAD + LINE.replace("film@", "other@"), union)
    assert ClubInvitation.objects.get().token != token


def test_a_club_that_is_there_stays_as_it_is(union):
    make_club("필름부")
    assert outcomes(HEAD + LINE, union) == [Outcome.SAME]
    imported(HEAD + LINE, union)
    assert not ClubInvitation.objects.exists()


def test_only_the_union_imports():
    with pytest.raises(Refused):
        ClubImport((HEAD + LINE).encode(), make_user())


def test_what_another_import_has_done_meanwhile_is_not_done_again(union):
    first = ClubImport((HEAD + LINE).encode(), union)
    second = ClubImport((HEAD + LINE).encode(), union)
    first.run()
    second.run()
    assert second.lines[0].outcome == Outcome.SAME
    assert ClubInvitation.objects.count() == len(mail.outbox) == 1


# Answering ---------------------------------------------------------------------------------


@pytest.fixture
def invitation(union):
    imported(HEAD + LINE, union)
    return ClubInvitation.objects.get()


@pytest.fixture
def invited(invitation):
    return make_user(email="film@saebom.example")


def test_the_invited_see_it_at_home_and_open_the_club_by_one_press(client, invitation, invited):
    client.force_login(invited)
    assert invitation.get_absolute_url() in client.get("/").text
    response = client.post(invitation.get_absolute_url())
    club = Club.objects.get(name="필름부")
    assert response.url == club.get_absolute_url()
    assert club.president == invited
    assert club.is_open
    assert club.is_member(invited)
    assert invitation.get_absolute_url() not in client.get("/").text
    assert outcomes(HEAD + LINE, invitation.invited_by) == [Outcome.SAME]


def test_accepting_again_gives_the_same_club(invitation, invited):
    assert invitation.accept(invited) == ClubInvitation.objects.get().accept(invited)
    assert Club.objects.count() == 1


def test_whoever_declines_has_no_club_and_is_not_mailed_again(client, invitation, invited, union):
    client.force_login(invited)
    for _click in range(2):
        assert client.post(invitation.get_absolute_url(), {"decline": "1"}).status_code == 303
    with pytest.raises(Gone):
        invitation.accept(invited)
    assert not Club.objects.exists()
    assert outcomes(HEAD + LINE, union) == [Outcome.SAME]


def test_nobody_else_can_answer(client, invitation):
    unconfirmed = make_user(email="film@saebom.example", verified=False)
    for user in [make_user(), make_staff(), unconfirmed]:
        client.force_login(user)
        assert client.get(invitation.get_absolute_url()).status_code == 404
        assert client.post(invitation.get_absolute_url()).status_code == 404
        with pytest.raises(Refused):
            invitation.accept(user)
    assert not Club.objects.exists()


def test_whoever_has_lost_the_school_address_cannot_answer(invitation, invited):
    with pytest.raises(Refused):
        invitation.accept(unverified(invited))


def test_an_invitation_ends_and_the_next_import_renews_it(client, invitation, invited, union):
    old = invitation.get_absolute_url()
    ClubInvitation.objects.update(invited_at=timezone.now() - timedelta(days=31))
    client.force_login(invited)
    assert "이 초대는 끝났어요" in client.get(old).text
    assert client.post(old).status_code == 410
    assert old not in client.get("/").text
    assert imported(HEAD + LINE, union).lines[0].outcome == Outcome.CHANGED
    assert client.get(old).status_code == 404
    assert client.post(ClubInvitation.objects.get().get_absolute_url()).status_code == 303


# The command -------------------------------------------------------------------------------


def test_the_command_reports_each_line_and_then_does_it(tmp_path, union):
    file = tmp_path / "clubs.csv"
    file.write_text(HEAD + LINE, encoding="cp949")
    for dry_run, invitations in [(True, 0), (False, 1)]:
        out = StringIO()
        call_command("import_clubs", file, by=union.email, dry_run=dry_run, stdout=out)
        assert out.getvalue() == "2: 필름부: 새로 초대해요\n"
        assert ClubInvitation.objects.count() == invitations


@pytest.mark.parametrize("dry_run", [True, False])
def test_the_command_ends_with_an_error_where_a_line_is_wrong(tmp_path, union, dry_run):
    file = tmp_path / "clubs.csv"
    file.write_text(HEAD + "필름부\n", encoding="utf-8")
    with pytest.raises(CommandError, match="아무것도 하지 않았어요") as error:
        call_command("import_clubs", file, by=union.email, dry_run=dry_run, stdout=StringIO())
    assert error.value.returncode == 65


def test_the_command_names_what_it_lacks(tmp_path, union):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_clubs", tmp_path / "none.csv", by=union.email)
    file = tmp_path / "clubs.csv"
    file.write_text(HEAD + LINE, encoding="utf-8")
    with pytest.raises(CommandError, match="not of the union"):
        call_command("import_clubs", file, by="nobody@saebom.example")

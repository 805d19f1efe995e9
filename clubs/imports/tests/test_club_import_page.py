import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import SchoolDomain
from clubs.imports.tests.test_club_import import HEAD, LINE
from clubs.models import ClubInvitation
from tests.factories import make_category, make_staff

pytestmark = pytest.mark.django_db
PAGE = "/union/import/"


@pytest.fixture
def desk(client):
    SchoolDomain.objects.get_or_create(name="saebom.example")
    make_category("사진")
    client.force_login(make_staff())
    return client


def upload(client, text):
    content = text.encode("cp949")
    return client.post(PAGE, {"clubs": SimpleUploadedFile("clubs.csv", content)})


def test_a_file_is_shown_first_and_done_by_a_second_press(desk):
    page = upload(desk, HEAD + LINE)
    assert "새로 초대해요" in page.text
    assert not ClubInvitation.objects.exists()
    for said in ["1명을 초대했어요", "새로 초대할 사람이 없었어요"]:
        done = desk.post(PAGE, {"sealed": page.context["sealed"]}, follow=True)
        assert said in done.text
    assert ClubInvitation.objects.get().name == "필름부"


def test_a_file_with_a_wrong_line_cannot_be_done(desk):
    page = upload(desk, HEAD + LINE + "<b>합창단\n")
    assert "&lt;b&gt;합창단" in page.text
    assert "아무것도 하지 않았어요" in page.text
    assert 'name="sealed"' not in page.text


def test_what_is_no_table_comes_back_with_a_sentence(desk):
    for sentence, response in {
        "파일이 비어 있어요": upload(desk, HEAD),
        "파일을 골라 주세요": desk.post(PAGE, {"x": "1"}),
    }.items():
        assert response.status_code == 422
        assert sentence in response.text


def test_only_who_saw_the_report_can_do_it_within_an_hour(desk):
    sealed = upload(desk, HEAD + LINE).context["sealed"]
    assert desk.post(PAGE, {"sealed": sealed + "x"}).status_code == 410
    desk.force_login(make_staff())
    assert desk.post(PAGE, {"sealed": sealed}).status_code == 410
    assert not ClubInvitation.objects.exists()


def test_the_file_to_begin_with_has_headings_that_are_understood(desk):
    content = desk.get(f"{PAGE}clubs.csv").content.decode("utf-8-sig")
    cells = {"동아리 이름": "필름부", "분야": "사진", "한 줄 소개": "찍어요"}
    cells |= {"회장 학교 메일": "film@saebom.example"}
    line = ",".join(cells.get(heading, "") for heading in content.strip().split(","))
    assert "새로 초대해요" in upload(desk, f"{content}{line}\n").text

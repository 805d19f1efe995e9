"""The papers of a registration: handed in, replaced, removed, carried over, submitted and read."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from accounts.models import Term
from clubs.models import AuditLogEntry, Paper, Registration, Rules, SubmittedPaper
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import (
    NUMBERS,
    ask_for_papers,
    confirm,
    hand_in,
    make_filing,
    make_registration,
    rows_of,
)
from kclub.errors import Refused
from tests.documents import DOCX, PDF, document, upload_document
from tests.factories import make_club, make_member, make_officer, make_staff, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
OTHER_PDF = PDF.replace(b"1.4", b"1.7")
TEXTS = {"purpose": "사진을 찍어요", "plan": "한 달에 한 번 출사"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def registration(club):
    registration = make_registration(club, make_filing())
    confirm(club, registration.term)
    registration.edit(club.president, **TEXTS)
    ask_for_papers(registration)
    return registration


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` does what waits for the end of a transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def stored():
    """Return how many files of papers are in the storage."""
    found = 0
    folders = ["registrations/papers"]
    while folders:
        folder = folders.pop()
        if default_storage.exists(folder):
            inner, files = default_storage.listdir(folder)
            folders += [f"{folder}/{name}" for name in inner]
            found += len(files)
    return found


def page_of(club, kind="budget"):
    return reverse("clubs:paper", args=[club.slug, kind])


def last_term_of(registration):
    """Return a Registration of the same club in a term before, and begin none now."""
    starts_on = registration.term.starts_on - timedelta(days=200)
    term = Term.objects.create(
        code="2001-1", starts_on=starts_on, ends_on=starts_on + timedelta(days=100)
    )
    return Registration.objects.create(club=registration.club, term=term, kind=Kind.NEW)


def carried_from_last_term(registration):
    """Let the club have handed in a budget in the term before. Returns that Paper."""
    old = last_term_of(registration)
    paper = Paper.store(document(name="지난 예산안.pdf"))
    paper.registration, paper.kind = old, "budget"
    paper.save()
    return paper


# Handing in


def test_an_officer_hands_in_a_paper_and_downloads_it(registration, club, client):
    client.force_login(make_officer(club))
    response = client.post(
        page_of(club), {"file": upload_document(name="예산 <1>.pdf")}, follow=True
    )
    paper = Paper.objects.get()
    assert paper.name == "예산 1.pdf"
    assert paper.get_absolute_url() in response.text
    answer = client.get(paper.get_absolute_url())
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"MZ", "예산안.pdf", "받지 않는 종류"),
        (DOCX, "예산안.pdf", "PDF로 저장해서"),
        (PDF[:40], "예산안.pdf", "끝까지 저장되지 않은"),
        (PDF + b"x" * 2000, "예산안.pdf", "끝까지 저장되지 않은"),
        (b"", "예산안.pdf", "비어 있거나"),
        (PDF + b" " * 10_000_000, "예산안.pdf", "10MB보다 작은"),
    ],
)
def test_only_a_whole_pdf_is_taken(registration, club, client, content, name, told):
    client.force_login(club.president)
    response = client.post(page_of(club), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert told in response.text
    assert not Paper.objects.exists()
    assert stored() == 0


def test_no_file_is_said_beside_the_field(registration, club, client):
    client.force_login(club.president)
    assert client.post(page_of(club), {}).status_code == 422


def test_the_same_file_again_is_one_paper(registration):
    assert hand_in(registration) == hand_in(registration)
    assert Paper.objects.count() == stored() == 1


def test_another_file_takes_the_place_of_the_one_before(registration, committed):
    with committed():
        hand_in(registration)
        new = hand_in(registration, content=OTHER_PDF)
    assert list(Paper.objects.all()) == [new]
    assert stored() == 1


def test_a_registration_has_one_paper_of_a_kind(registration):
    paper = hand_in(registration)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(
            registration=registration, kind="budget", name="b", size=1, content=paper.content.name
        )


def test_only_what_is_asked_for_is_taken(registration, club, client):
    with pytest.raises(Refused, match="받는 서류가 아니"):
        Paper.objects.hand_in(registration, club.president, "safety", document())
    assert stored() == 0
    client.force_login(club.president)
    assert client.get(page_of(club, "secret")).status_code == 404


def test_others_than_officers_hand_nothing_in(registration, club):
    for user in (make_user(), make_member(club), make_staff()):
        with pytest.raises(Refused, match="운영진만"):
            hand_in(registration, by=user)
    assert stored() == 0


def test_a_paper_is_never_changed(registration):
    paper = hand_in(registration)
    paper.name = "다른 것.pdf"
    with pytest.raises(TypeError):
        paper.save()


def test_what_was_handed_in_and_taken_out_is_in_the_log(registration, club):
    hand_in(registration).remove(club.president)
    entries = AuditLogEntry.objects.filter(action__startswith="paper-").order_by("pk")
    assert [(entry.action, entry.detail) for entry in entries] == [
        ("paper-added", "예산안: 예산안.pdf"),
        ("paper-removed", "예산안: 예산안.pdf"),
    ]


def test_a_removed_paper_is_gone_with_its_file(registration, club, client, committed):
    paper = hand_in(registration)
    client.force_login(club.president)
    with committed():
        client.post(reverse("clubs:paper-remove", args=[club.slug, paper.pk]))
    assert not Paper.objects.exists()
    assert stored() == 0
    assert client.get(paper.get_absolute_url()).status_code == 404


# Reading


def test_officers_and_the_union_read_it_and_nobody_else(registration, club, client):
    paper = hand_in(registration)
    for user, status in [
        (club.president, 200),
        (make_officer(club), 200),
        (make_staff(), 200),
        (make_member(club), 404),
        (make_user(), 404),
        (make_officer(make_club()), 404),
    ]:
        client.force_login(user)
        assert client.get(paper.get_absolute_url()).status_code == status
    client.logout()
    assert client.get(paper.get_absolute_url()).status_code == 302


def test_who_is_an_officer_no_more_reads_it_no_more(registration, club, client):
    paper, officer = hand_in(registration), make_officer(club)
    club.membership_of(officer).appoint(club.president, "member")
    client.force_login(officer)
    assert client.get(paper.get_absolute_url()).status_code == 404


def test_a_lost_file_is_nowhere(registration, club, client):
    paper = hand_in(registration)
    default_storage.delete(paper.content.name)
    client.force_login(club.president)
    assert client.get(paper.get_absolute_url()).status_code == 404


def test_neither_the_page_of_the_club_nor_its_log_for_members_names_a_paper(
    registration, club, client
):
    hand_in(registration, name="비밀 예산.pdf")
    client.force_login(make_member(club))
    for page in (club.get_absolute_url(), reverse("clubs:audit-log", args=[club.slug])):
        assert "비밀 예산" not in client.get(page).text


# Filing


def test_a_paper_that_is_asked_for_is_needed_to_file(registration, club):
    with pytest.raises(Refused, match="서류: 예산안: PDF로 올려"):
        registration.submit(club.president)
    hand_in(registration)
    submission = registration.submit(club.president)
    assert [each.paper.name for each in submission.papers.all()] == ["예산안.pdf"]


def test_no_reason_excuses_a_missing_paper(registration, club):
    Rules.objects.update(allows_exceptions=True, min_members=99)
    with pytest.raises(Refused, match="서류: 예산안"):
        registration.submit(club.president, "부원이 모자라요")
    hand_in(registration)
    assert registration.submit(club.president, "부원이 모자라요").exception == "부원이 모자라요"


def test_nothing_is_handed_in_or_removed_once_it_is_filed(registration, club, client):
    paper = hand_in(registration)
    registration.submit(club.president)
    for change in (
        lambda: hand_in(registration, content=OTHER_PDF),
        lambda: paper.remove(club.president),
        lambda: Paper.objects.carry_over(registration, club.president),
    ):
        with pytest.raises(Refused, match="이미 제출"):
            change()
    client.force_login(club.president)
    assert client.get(page_of(club)).status_code == 403
    assert stored() == 1


def test_nothing_is_handed_in_in_a_term_that_is_over(registration):
    with time_machine.travel(registration.term.ends_on + timedelta(days=2)), pytest.raises(Refused):
        hand_in(registration)


def test_a_submitted_paper_is_kept_when_another_takes_its_place(registration, club, committed):
    union = make_staff()
    old = hand_in(registration)
    registration.submit(club.president)
    registration.send_back(union, {"papers": "금액이 달라요"})
    with committed():
        new = hand_in(registration, content=OTHER_PDF, name="고친 예산안.pdf")
        registration.submit(club.president)
    first, second = registration.submissions.all()
    assert [each.paper for each in first.papers.all()] == [old]
    assert [each.paper for each in second.papers.all()] == [new]
    assert stored() == 2
    with pytest.raises(ProtectedError):
        Paper.objects.get(pk=old.pk).delete()


def test_a_submitted_paper_that_is_taken_out_is_kept_too(registration, club, committed):
    paper = hand_in(registration)
    registration.submit(club.president)
    registration.send_back(make_staff(), {"papers": "빼 주세요"})
    with committed():
        for _press in range(2):
            paper.remove(club.president)
    assert not Paper.objects.current().exists()
    assert SubmittedPaper.objects.get().paper == paper
    assert stored() == 1


def test_the_union_sees_the_papers_and_what_changed_of_them(registration, club, client):
    union = make_staff()
    hand_in(registration)
    registration.submit(club.president)
    registration.send_back(union, {"papers": "금액이 달라요"})
    new = hand_in(registration, content=OTHER_PDF)
    registration.submit(club.president)
    client.force_login(union)
    text = client.get(registration.review_url).text
    assert new.get_absolute_url() in text
    assert f"<ins>예산안: 예산안.pdf ({new.digest[:8]})</ins>" in text
    assert "<del>예산안: 예산안.pdf" in text


def test_the_board_knows_whose_papers_are_missing(registration, club):
    assert [check.sentence for check in rows_of(registration.term, [club])[0].unmet] == [
        "서류: 예산안"
    ]
    hand_in(registration)
    assert rows_of(registration.term, [club])[0].unmet == []


# Rules


def test_published_rules_ask_for_no_further_paper(registration):
    def set_papers(*papers):
        return Rules.objects.set(
            registration.term, Kind.NEW, NUMBERS, list(papers), reason="덜 받으려고"
        )

    with pytest.raises(Refused, match="느슨하게만"):
        set_papers("budget", "safety")
    assert set_papers().papers == []


def test_the_union_chooses_papers_and_a_new_term_begins_with_them(client, club):
    term = Term.objects.add("2033-1", date(2033, 3, 2), date(2033, 6, 20))
    later = Term.objects.add("2033-2", date(2033, 9, 1), date(2033, 12, 20))
    client.force_login(make_staff())
    form = NUMBERS | {"papers": ["budget", "minutes"], "publish": "1"}
    assert client.post(reverse("rules-edit", args=[term.code, "new"]), form).status_code == 303
    assert Rules.objects.get().papers == ["budget", "minutes"]
    assert Rules.objects.draft_for(later, "new").papers == ["budget", "minutes"]
    form = NUMBERS | {"papers": ["secret"]}
    assert client.post(reverse("rules-edit", args=[later.code, "new"]), form).status_code == 422


# Carrying over


def test_the_papers_of_the_term_before_are_carried_over_by_one_press(registration, club, client):
    old = carried_from_last_term(registration)
    client.force_login(club.president)
    assert "지난 학기 서류 1개 가져오기" in client.get(registration.get_absolute_url()).text
    for _press in range(2):
        client.post(reverse("clubs:papers-carry-over", args=[club.slug]))
    paper = registration.papers.get()
    assert (paper.carried_from, paper.name, paper.digest) == (old, old.name, old.digest)
    assert stored() == 1
    text = client.get(registration.get_absolute_url()).text
    assert "지난 학기와 같아요" in text
    assert "가져오기" not in text


def test_a_carried_file_lives_as_long_as_either_paper(registration, club, committed):
    old = carried_from_last_term(registration)
    [paper] = Paper.objects.carry_over(registration, club.president)
    with committed():
        paper.remove(club.president)
    assert stored() == 1
    [paper] = Paper.objects.carry_over(registration, club.president)
    with pytest.raises(ProtectedError):
        old.delete()
    with committed():
        old.end()
    assert stored() == 1
    assert Paper.objects.current().get() == paper


def test_what_is_there_or_not_asked_for_is_not_carried_over(registration, club):
    carried_from_last_term(registration)
    hand_in(registration, content=OTHER_PDF)
    assert Paper.objects.carry_over(registration, club.president) == []
    registration.papers.get().remove(club.president)
    ask_for_papers(registration, "safety")
    assert Paper.objects.carry_over(registration, club.president) == []


# Races


@pytest.fixture
def ready(transactional_db, club):
    registration = make_registration(club, make_filing())
    confirm(club, registration.term)
    registration.edit(club.president, **TEXTS)
    ask_for_papers(registration)
    return registration


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_are_one_paper_and_one_file(ready, club):
    president = club.president

    def send(content):
        return lambda: Paper.objects.hand_in(
            Registration.objects.get(), president, "budget", document(content)
        )

    at_once(send(PDF), send(OTHER_PDF))
    assert Paper.objects.count() == stored() == 1


@pytest.mark.django_db(transaction=True)
def test_removing_and_filing_at_once_never_files_without_the_paper(ready, club):
    paper, president = hand_in(ready), club.president
    filed, removed = at_once(
        lambda: Registration.objects.get().submit(president),
        lambda: Paper.objects.get(pk=paper.pk).remove(president),
    )
    assert isinstance(filed, Refused) != isinstance(removed, Refused)
    assert stored() == (0 if isinstance(filed, Refused) else 1)

"""The activity reports of the demo campus: of what clubs did this term, and of one in the last."""

from datetime import timedelta
from itertools import count, cycle, islice
from random import Random

from django.core.files.base import ContentFile

from accounts.models import Term
from clubs.models import ActivityReport, Club, Event
from clubs.reports.models.activity_reports import ActivityReportPerson
from demo.pictures import ALTS, draw_picture
from demo.scenes import SCENES

REPORTS = 120  # in all
MEETINGS = 12  # that are reported though they were no events here
EARLIER = 4  # weeks ago was the last of the meetings that are reported to make them REPORTS
TITLES = ["정기 모임", "새 부원과 함께하는 날", "작은 발표회", "같이 연습하기", "책장 정리"]
PROMOTED = "지구 밥상"
STATES = ["accepted", "accepted", "submitted", "accepted", "returned", "accepted", "draft"]
TEXT = (
    "{place}에서 두 시간 동안 함께했어요. 처음 온 부원도 끝까지 남아서 다음 모임을 같이 정했어요."
)
REMARK = "사진에 활동하는 모습이 보이게 해 주세요."
LAST_TERM = [
    "새 부원 환영회",
    "쌀국수 끓이기",
    "봄 도시락",
    "시장 나들이",
    "만두 빚기",
    "학기 돌아보기",
]


def make_activity_reports(campus):
    """Report the events and meetings of this term that are over, and what PROMOTED did in the last.

    Earlier meetings, of either term, make them REPORTS. They are made in bulk, so that nobody is told
    of them now.
    """
    term = Term.objects.current()
    over = Event.objects.filter(ends_at__lt=campus.ago(1), cancelled_at=None, all_day=False)
    over = over.filter(club__status=Club.Status.ACTIVE).select_related("club").order_by("pk")
    activities = [*over, *meetings(campus)]
    reports = [
        report_of(campus, term, activity, state)
        for activity, state in zip(activities, cycle(STATES), strict=False)
    ]
    reports += reports_of_last_term(campus, term)
    reports += islice(earlier_reports(campus, term), REPORTS - len(reports))
    ActivityReport.objects.bulk_create(reports)
    add_people(reports)
    add_pictures(reports)


def meetings(campus):
    """Return Events that are not stored: meetings of three weeks ago, of clubs that have a place."""
    clubs = [club for club in campus.clubs if club.place][:MEETINGS]
    hours = {"starts_at": campus.ago(21, 18), "ends_at": campus.ago(21, 20)}
    return [Event(club=club, title="정기 모임", place=club.place, **hours) for club in clubs]


def earlier_reports(campus, term):
    """Yield reports of meetings without end, week by week back; those of the last term are accepted."""
    clubs = [club for club in campus.clubs if club.place and club.name != PROMOTED]
    last, states = Term.objects.exclude(pk=term.pk).get(), cycle(STATES)
    for week in count(EARLIER):
        for number, club in enumerate(clubs, week):
            hours = {"starts_at": campus.ago(7 * week, 18), "ends_at": campus.ago(7 * week, 20)}
            title = TITLES[number % len(TITLES)]
            event = Event(club=club, title=title, place=club.place, **hours)
            if hours["starts_at"].date() >= term.starts_on:
                yield report_of(campus, term, event, next(states))
            else:
                yield report_of(campus, last, event, "accepted")


def report_of(campus, term, event, state):
    report = ActivityReport(
        club=event.club,
        term=term,
        event=event if event.pk else None,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        place=event.place,
        purpose="부원이 서로 알아가고 함께 배우려고요.",
        text=TEXT.format(place=event.place),
    )
    return decided(campus, report, state)


def decided(campus, report, state):
    """Return the report as it stands, filed the day after the activity."""
    report.state = state
    if state != "draft":
        report.submitted_at = report.ends_at + timedelta(hours=12)
    if state in ("accepted", "returned"):
        report.decided_by = campus.people["union"]
        report.decided_at = report.submitted_at + timedelta(hours=6)
    report.remark = REMARK if state == "returned" else ""
    return report


def reports_of_last_term(campus, term):
    """Yield the accepted reports by which PROMOTED may become a regular club."""
    club = Club.objects.get(name=PROMOTED)
    last = Term.objects.exclude(pk=term.pk).get()
    for number, title in enumerate(LAST_TERM):
        days = (campus.midnight.date() - last.starts_on).days - 14 * number - 7
        report = ActivityReport(
            club=club,
            term=last,
            title=title,
            starts_at=campus.ago(days, 18),
            ends_at=campus.ago(days, 20),
            place=club.place,
            purpose="다른 나라에서 온 학생과 친해지려고요.",
            text=TEXT.format(place=club.place),
        )
        yield decided(campus, report, "accepted")


def add_people(reports):
    """Freeze who was at the events of the reports that are filed."""
    ActivityReportPerson.objects.bulk_create(
        ActivityReportPerson(report=report, user_id=user)
        for report in reports
        if report.event and report.state != "draft"
        for user in report.event.attendances.counted().values_list("user", flat=True)
    )


def add_pictures(reports):
    """Give each report a picture, of a few that are drawn once."""
    random = Random("활동보고서")  # noqa: S311
    scenes = ["park", "campus", "table", "stage"]
    drawn = {scene: draw_picture(SCENES[scene], random) for scene in scenes}
    for report, scene in zip(reports, cycle(scenes), strict=False):
        full, thumbnail = (ContentFile(data, "a.webp") for data in drawn[scene])
        report.pictures.create(file=full, thumbnail=thumbnail, alt=ALTS[scene])

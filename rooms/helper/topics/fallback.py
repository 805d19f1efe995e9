"""What is answered where no topic fits: what a club says of itself, the guide, what a search finds, and who knows."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.search.forms import Search
from accounts.search.sections import search_sections
from clubs.models import Club
from kclub.guide import GUIDE
from kclub.text.normalization import folded
from kclub.text.search_words import is_searchable
from rooms.helper.topics.base import Topic

SEARCHED = ("clubs", "posts", "events")
MOST = 2  # results of a kind


class ClubItself(Topic):
    """A club that is named and nothing else."""

    def note(self, row):
        return row.shown_summary


class ClubFAQ(Topic):
    """An entry in the FAQ of a club."""

    def note(self, row):
        return row.answer

    def url(self, row):
        return f"{row.club.get_absolute_url()}#faq"


class AskOfficers(Topic):
    """A question that the officers of a club know the answer to."""

    def url(self, row):
        return reverse("clubs:inquiries", args=[row.slug])

    def note(self, row):
        return _("묻고 답하기")


class FromGuide(Topic):
    """A section of the guide that has the words of the question."""

    def title(self, row):
        return str(row.title)

    def note(self, row):
        return " ".join(row.sentences)

    def url(self, row):
        return f"{reverse('guide')}#{row.key}"


class Found(Topic):
    """What the search finds."""

    def note(self, row):
        return row.shown_summary if isinstance(row, Club) else row.club


CLUB_ITSELF = ClubItself("club", _("이런 동아리예요."))
CLUB_FAQ = ClubFAQ("club-faq", _("동아리의 자주 묻는 질문에 있어요."))
ASK_OFFICERS = AskOfficers("ask-officers", _("그건 저도 몰라요. 동아리의 운영진에게 물어보세요."))
FROM_GUIDE = FromGuide("guide", _("이용 안내에 이렇게 적혀 있어요."))
FOUND = Found("found", _("꼭 맞는 답은 모르지만, 찾아보니 이런 것이 있어요."))
UNKNOWN = Topic(
    "unknown",
    _("그건 저도 몰라요. 다른 말로 물어보거나 동아리연합회에 물어보세요."),
    pages=[("guide", _("이용 안내"))],
)
FALLBACKS = [CLUB_ITSELF, CLUB_FAQ, ASK_OFFICERS, FROM_GUIDE, FOUND, UNKNOWN]


def fall_back(asked):
    """Return the (Topic, rows) of a question that fits no topic."""
    rest = asked.rest()
    if not rest:
        return UNKNOWN, []
    if asked.club:
        return about_club(asked)
    if section := section_with(rest):
        return FROM_GUIDE, [section]
    if found := search(" ".join(rest), asked.user):
        return FOUND, found
    return UNKNOWN, []


def about_club(asked):
    """Return the (Topic, rows) of a question about a club: the club, its FAQ, or whom to ask."""
    club, rest = asked.club, asked.rest_beside_club()
    if not rest:
        return CLUB_ITSELF, [club]
    entries = club.faq_entries.select_related("club")
    fitting = [entry for entry in entries if holds(f"{entry.question} {entry.answer}", rest)]
    if fitting:
        return CLUB_FAQ, fitting[:1]
    return ASK_OFFICERS, [club]


def section_with(words):
    """Return the section of the guide that has all the words, or None."""
    texts = {section.key: " ".join([str(section.title), *section.sentences]) for section in GUIDE}
    return next((section for section in GUIDE if holds(texts[section.key], words)), None)


def holds(text, words):
    """Whether a text has each of the words; one that is of a single letter says nothing."""
    text = folded(text)
    words = [word for word in words if len(word) > 1]
    return bool(words) and all(word in text for word in words)


def search(text, user):
    """Return what the search finds in what the user may read: clubs, posts and events."""
    search = Search(QueryDict(mutable=True) | {"q": text}, user, places=[])
    if not is_searchable(search.words):
        return []
    sections = [each for each in search_sections.call(search) if each.key in SEARCHED]
    return [row for section in sections for row in section.results.order_by("-pk")[:MOST]]

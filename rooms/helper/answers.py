"""Answers of the helper: what is said to a question, as its asker may read it at this moment."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from rooms.helper.asked import Asked
from rooms.helper.found import Found, read_again
from rooms.helper.topics import TOPIC_BY_KEY, TOPICS
from rooms.helper.topics.base import weight, words_of
from rooms.helper.topics.fallback import UNKNOWN, fall_back

LOG_IN_FIRST = _("로그인하면 알려 드릴 수 있어요.")
NOT_NOW = _("그때의 답을 지금은 볼 수 없어요. 다시 물어보세요.")


class Answer(NamedTuple):
    """An answer: a sentence, what was found, pages as (address, label), and a mail address to ask at."""

    topic: str
    sentence: str
    found: list
    pages: list
    contact: str = ""


def topic_of(asked):
    """Return the (Topic, rows) of a question."""
    if not asked.letters:
        return UNKNOWN, []
    for has in (asked.has, asked.nearly_has):
        for topic, way in by_fit(asked, has):
            if topic.asks_to_log_in and not asked.user.is_authenticated:
                return topic, []
            if (rows := topic.find(asked, words_of(way))) is not None:
                return topic, rows
    return fall_back(asked)


def by_fit(asked, has):
    """Return [(Topic, the way it is asked), …] of those that fit, the best first."""
    fitting = [(topic, way) for topic in TOPICS if (way := topic.way_in(asked, has))]
    return sorted(fitting, key=lambda pair: -weight(pair[1]))


def answer(text, user):
    """Return the Answer to a question that is not kept."""
    topic, rows = topic_of(Asked(text, user))
    return answer_about(topic, rows, user)


def answer_about(topic, rows, user, sentence=""):
    """Return the Answer of a topic about these rows, which the user may see; with another `sentence`."""
    if topic.asks_to_log_in and not user.is_authenticated:
        back = f"{reverse('account_login')}?{urlencode({'next': reverse('helper:helper')})}"
        return Answer(topic.key, LOG_IN_FIRST, [], [(back, _("로그인"))])
    found = [Found(topic.title(row), str(topic.note(row)), topic.url(row)) for row in rows]
    pages = [(reverse(name), label) for name, label in topic.pages_beside(rows)]
    contact = settings.CONTACT_EMAIL if topic.key in ("unknown", "contact", "report") else ""
    return Answer(topic.key, sentence or topic.sentence(user, rows), found, pages, contact)


def answers_to(questions, user):
    """Return [(question, Answer), …] of kept questions, as the user may read the answers now."""
    rows = read_again([(kind, pk) for each in questions for kind, pk in each.found], user)
    return [(each, answer_again(each, rows, user)) for each in questions]


def answer_again(question, rows, user):
    """Return the Answer to a kept question, with what is left of what it found."""
    topic = TOPIC_BY_KEY.get(question.topic, UNKNOWN)
    left = [rows[kind, pk] for kind, pk in question.found if (kind, pk) in rows]
    return answer_about(topic, left, user, NOT_NOW if question.found and not left else "")

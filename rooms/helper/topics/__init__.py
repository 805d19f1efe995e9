"""What the helper can answer; of two topics that fit a question alike the first is meant."""

from rooms.helper.topics.accounts import OF_ACCOUNTS
from rooms.helper.topics.clubs import OF_CLUBS
from rooms.helper.topics.fallback import FALLBACKS
from rooms.helper.topics.own import OWN
from rooms.helper.topics.using import OF_USING

TOPICS = [*OWN, *OF_CLUBS, *OF_ACCOUNTS, *OF_USING]
TOPIC_BY_KEY = {topic.key: topic for topic in [*TOPICS, *FALLBACKS]}

"""Search for clubs by words, first consonants and similar names."""

import re
from difflib import SequenceMatcher
from functools import reduce
from operator import and_, or_

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Replace

from kclub.text.normalization import CHOSEONG, alphanumeric_key, folded, initials
from kclub.text.search_words import without_particle

MIN_SIMILARITY = 0.75  # of two names, as SequenceMatcher.ratio() measures it: 0 to 1
ANY_CLUB = re.compile("(동아리|소모임|클럽|club)$")
# Other words for the same, folded.
SYNONYMS = [
    {"운동", "스포츠", "체육", "sports"},
    {"사진", "포토", "photo"},
    {"춤", "댄스", "dance"},
    {"음악", "뮤직", "music"},
    {"봉사", "자원봉사", "volunteer"},
    {"공부", "학술", "스터디", "study"},
    {"미술", "그림", "art"},
    {"개발", "코딩", "프로그래밍", "coding"},
    {"영화", "무비", "movie"},
    {"문학", "글쓰기"},
]


class ClubSearchQuerySet(models.QuerySet):
    """The part of ClubQuerySet that finds clubs by text."""

    def matching(self, text, categories=()):
        """Clubs that every word of `text` fits, with how well as `search_rank`, 0 being best.

        A word fits the Korean or the English name (0), a tag (1), one of the `categories` (2), the summary or the
        description (3), also with a particle attached. First consonants fit names anywhere, and
        tags, categories and the summary where a word begins: ㅅㅈ finds 사진, and so does the
        half-typed 사ㅈ. Tags are also found as pages show them: #초보_환영.
        """
        words = [word for word in map(_search_key, text.split()) if word]
        words = [word for word in words if not _means_any_club(word)] or words
        if not words:
            return self
        fits = [_fits(word, categories) for word in words]
        clubs = self.alias(
            spaceless_tags=Replace("tags", Value(" "), Value("")),
            spaceless_description=Replace(
                "description", Value(" "), Value(""), output_field=models.TextField()
            ),
        )
        by_rank = [reduce(and_, fits_until) for fits_until in zip(*fits, strict=True)]
        if len(words) > 1 and any(len(word) == 1 for word in words):  # 사 진
            joined = _fits("".join(words), categories)
            by_rank = [apart | together for apart, together in zip(by_rank, joined, strict=True)]
        ranks = [When(condition, then=Value(rank)) for rank, condition in enumerate(by_rank[:-1])]
        return clubs.filter(by_rank[-1]).alias(search_rank=Case(*ranks, default=Value(3)))

    def similar_to(self, name):
        """Return a list of clubs with almost the same name, or with one name within the other."""
        return [
            club
            for club in self.only("name", "english_name", "slug")
            if similar_names(name, filter(None, [club.name, club.english_name]))
        ]


def similar_names(name, names):
    """Return those of `names` that are almost `name`, or of which one is within the other."""
    key = alphanumeric_key(name)
    return [each for each in names if _is_similar(key, alphanumeric_key(each))]


def search_initials(summary, tags):
    """Return the first consonants of each tag and each word of it behind #, of the summary behind |."""
    words_of_tags = [
        tag.split()[start:] for tag in tags.split(",") for start in range(len(tag.split()))
    ]
    behind_hash = "".join(f"#{initials(''.join(words))}" for words in words_of_tags)
    return behind_hash + "".join(f"|{initials(word)}" for word in summary.split())


def _search_key(word):
    """Return the word as `search_text` has it; a tag is written without its # and underscores."""
    return folded(word.lstrip("#").replace("_", "") if word.startswith("#") else word)


def _fits(word, categories):
    """Return four Q objects: `word` fits the name; or a tag; or a category; or any text."""
    of_variants = [_fits_as_is(each, categories) for each in _variants(word)]
    fits = [reduce(or_, each) for each in zip(*of_variants, strict=True)]
    if _means_any_club(word):
        fits[-1] = ~Q(pk=None)  # everything here is a club
    return [reduce(or_, fits[: rank + 1]) for rank in range(4)]


def _means_any_club(word):
    return ANY_CLUB.fullmatch(without_particle(word)) is not None


def _variants(word):
    """Return the set of what may be meant by a folded word: itself, without its particle, synonyms."""
    variants = {word, without_particle(word)}
    variants |= {ANY_CLUB.sub("", each) or each for each in variants}
    meant = [each for same in SYNONYMS if same & variants for each in same if len(each) > 1]
    return sorted(variants.union(meant))


def _fits_as_is(word, categories):
    """Return four Q objects: the folded `word` stands in the name, a tag, a category, any text."""
    typed = "".join(char for char in word if char not in CHOSEONG)
    in_category = Q(category__in=[each.pk for each in categories if _names(each, word)])
    if typed == word:
        in_text = Q(search_text__contains=word)
        if len(word) > 1:
            in_text |= Q(spaceless_description__icontains=word)
        in_tag = Q(spaceless_tags__icontains=word)
        in_name = Q(name_key__contains=word) | Q(english_key__contains=word)
        return in_name, in_tag, in_category, in_text
    sounds, has_typed = initials(word), Q(search_text__contains=typed) if typed else Q()
    return (
        Q(name_initials__contains=sounds) & has_typed,
        Q(search_initials__contains=f"#{sounds}") & has_typed,
        in_category,
        Q(search_initials__contains=f"|{sounds}") & has_typed,
    )


def _names(category, word):
    """Return whether a folded word, or one of first consonants, is in the category's name."""
    names = re.split(r"[\s·/,&]+", f"{category.name} {category.name_en}")
    if any(char in CHOSEONG for char in word):
        return any(initials(name).startswith(initials(word)) for name in names)
    return any(word in folded(name) for name in names)


def _is_similar(one, other):
    shorter, longer = sorted([one, other], key=len)
    contained = len(shorter) > 1 and shorter in longer
    return contained or SequenceMatcher(None, one, other).ratio() >= MIN_SIMILARITY

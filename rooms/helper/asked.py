"""What somebody asks the helper: its letters and words, what it has of a topic's, and what is left."""

import re
from functools import cached_property, lru_cache
from unicodedata import normalize

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Length

from clubs.models import Club
from kclub.text.normalization import CHOSEONG, alphanumeric_key, folded, initials, normalized
from kclub.text.search_words import without_particle

HANGUL = re.compile("[ㄱ-ㆎ가-힣]")
SOUNDS = re.compile(f"[{CHOSEONG}]{{2,}}")  # first consonants typed alone
MIN_LETTERS_TO_MISTYPE = {True: 3, False: 6}  # of a Hangul word, of another one
MAX_LETTERS_MISTYPED = 100  # that are looked through for such words
MAX_WORDS = 30  # that are read
# What a question ends in, and says nothing of what it is about.
ENDING = re.compile(
    "(어떻게|해주세요|알려주세요|알려줄래|알려줘|추천해|보여줘|찾아줘|하고싶은데|하고싶어|하고싶|하려면|싶은데|싶어|"
    "있을까|있나|있는지|있는|있어|없나|없어|뭐가|뭐야|무엇|무슨|어떤|어디야|어디|언제야|언제|누구|얼마|인가|인지|"
    "이에요|예요|이야|해요|해줘|하는|되나|돼요|되는|중에서|중에|중인|관련된|관련|관한|같은|에서|으로|하고|해서|찍는|치는|타는|부르는|추는|만드는|좋아하는|배우는|그리는|읽는|"
    "추천|지금|요즘|혹시|방법|궁금|합니다|할래|됩니까|동아리|소모임|클럽|(?<=..)야|(?<=..)좀|(?<=.)요)$"
)
SAYS_NOTHING = """
저 제 나 내 난 뭐 좀 요 야 수 거 것 곳 데 중 해 할 한 돼 되 줘 은 는 이 가 을 를 에 도 만 안 못 왜 그 어 하 다 더
우리 학교 제가 내가 나는 저는 저도 나도 이거 그거 여기 대해 대한 다른 모두 전부 전체 목록 정보 종류 사람 해야 같이 함께 아무
나왔어 나왔는지 있을 있 없 주세요 하세요 많은 찾고 찾는 찾아 뭘 무얼 누가 이번 다음 주 달 나와 나왔 나오 나옴 받아 받을 받고 됐 됐나 됐어 되었 했나 했어 했 할게 보고 봐 알고 가능 필요 어때 건가 인데 때 좋은 하나 하루
a an the is are am was do does did can could may i me my we our you your it its to of in on at for from with about and or
what whats which who whom when where how why there any some have has had want would like need should please tell show find
get got be been this that these those club clubs go know see give much many does if id im looking
"""
EMPTY = frozenset(SAYS_NOTHING.split())


class Asked:
    """A question of `user`. What asks the database is asked once, and only where somebody looks."""

    def __init__(self, text, user):
        self.text, self.user = normalized(text), user
        seen = " ".join(map(folded, self.text.split()))
        words = map(alphanumeric_key, re.split(r"[^\w'’]+", seen))
        self.words = list(filter(None, words))[:MAX_WORDS]
        self.letters = "".join(self.words)
        self.spaced = f" {' '.join(self.words)}"
        self.sounds = SOUNDS.findall(self.letters)

    def has(self, word):
        """Whether it has the Hangul letters anywhere, or their first consonants; or a word that begins so."""
        if not HANGUL.search(word):
            return f" {word}" in self.spaced
        return word in self.letters or any(sounds == initials(word) for sounds in self.sounds)

    def nearly_has(self, word):
        """Whether it has a long word but for one letter that was mistyped."""
        if self.has(word):
            return True
        is_hangul = bool(HANGUL.search(word))
        if len(word) < MIN_LETTERS_TO_MISTYPE[is_hangul] or " " in word:
            return False
        typed = self.letters if is_hangul else self.spaced
        return mistyped(word).search(normalize("NFD", typed[:MAX_LETTERS_MISTYPED])) is not None

    def rest(self, words=()):
        """Return the words that say more than `words` and what any question says, without endings."""
        found = []
        for typed in self.words:
            for word in sorted(words, key=len, reverse=True):
                if HANGUL.search(word):
                    typed = typed.replace(word, " ")
                elif typed.startswith(word):
                    typed = ""
            found += [stem for each in typed.split() if (stem := without_ending(each))]
        known = ["".join(word.split()) for word in words]
        return [word for word in found if not any(word in each for each in known)]

    @cached_property
    def club(self):
        """The Club that is named, the longest name first, if its user may see it; or None."""
        if not self.letters:
            return None
        letters = Value(self.letters, output_field=CharField())
        named = Q(letters__contains=F("name_key"), name_length__gt=1) | Q(
            letters__contains=F("english_key"), english_length__gt=2
        )
        for sounds in self.sounds:
            named |= Q(name_initials=sounds)
        clubs = Club.objects.visible_to(self.user).alias(
            letters=letters, name_length=Length("name_key"), english_length=Length("english_key")
        )
        clubs = clubs.with_member_count().select_related("president")
        return clubs.filter(named).order_by("-name_length", "pk").first()

    def rest_beside_club(self, words=()):
        """Return `rest`, without the name of the club."""
        if self.club is None:
            return self.rest(words)
        names = [self.club.name_key, self.club.english_key]
        rest = self.rest([*words, *filter(None, names), *self.sounds])
        return [word for word in rest if not any(word in name for name in names)]


def without_ending(word):
    """Return a word without endings and particles; "" for one that says nothing."""
    while word not in EMPTY:
        shorter = ENDING.sub("", word)
        if shorter == word:
            shorter = without_particle(word)
        if shorter == word:
            break
        word = shorter
    if word in EMPTY or (len(word) == 1 and not HANGUL.search(word)):
        return ""
    return word[:-1] if len(word) > 2 and word[-1] in "부반" else word  # 밴드부, 사진반


@lru_cache(1000)  # more than all topics have
def mistyped(word):
    """Return a pattern for the keys of `word` but for one that is another, missing or too many."""
    keys = normalize("NFD", word)
    other = [f"{keys[:at]}.?{keys[at + 1 :]}" for at in range(len(keys))]
    more = [f"{keys[:at]}.{keys[at:]}" for at in range(1, len(keys))]
    return re.compile("|".join(other + more))

"""The users: the union, the people of 필름로그 and three hundred students."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.agreement_texts import REQUIRED, Kind, digest_of
from accounts.models import Agreement, AgreementText, SchoolDomain, User
from accounts.models.users import USERNAME_ALPHABET
from accounts.names import free_handle
from demo import data_files

DOMAIN = "saebom.example"
PASSWORD = "kclub-demo-2026"  # noqa: S105  # public on purpose: everybody may log in

ACCOUNT_NAMES = {
    "student": "이서연",
    "member": "한도윤",
    "officer": "정유나",
    "president": "김민재",
    "union": "새봄동아리연합회",
    "unverified": "남도하",
}


def password_hash():
    """Return the hash of everybody's password; hashing it only once saves a minute."""
    return make_password(PASSWORD)


def make_people(campus, password):
    SchoolDomain.objects.get_or_create(name=DOMAIN)
    students = {f"s{n:03}": name for n, name in enumerate(data_files.names(), 1)}
    bios = campus.deck(data_files.table("board.toml")["bios"]["some"])
    for key, name in (ACCOUNT_NAMES | students).items():
        campus.people[key] = make_user(campus, key, name, password, bios)
    campus.people["union2"] = make_second_of_union(campus, password)
    give_handles(campus.people.values())
    User.objects.bulk_create(campus.people.values())
    agree(campus.people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=user.is_verified, primary=True)
        for user in campus.people.values()
    )


def agree(people):
    """Let everybody agree to the present texts, on the day they joined."""
    texts = [AgreementText.objects.present(kind) for kind in REQUIRED]
    Agreement.objects.bulk_create(
        Agreement(user=user, text=text, given_at=user.joined_at)
        for user in people
        for text in texts
    )


def make_second_of_union(campus, password):
    """Return the User with whom a visitor does what takes two of the union.

    Nothing of it is drawn: the others stay as they are.
    """
    joined_at = campus.ago(300, 10)
    user = User(
        email=f"union2@{DOMAIN}",
        username="s3c0ndun",
        password=password,
        verified_at=joined_at,
        agreed_at=joined_at,
        agreed_terms=digest_of(Kind.TERMS),
        agreed_privacy=digest_of(Kind.PRIVACY),
        joined_at=joined_at,
        is_staff=True,
        staff_since=joined_at,
    )
    user.set_display_name("동아리연합회 사무국")
    return user


def give_handles(users):
    taken = set()
    for user in users:
        user.handle = free_handle(user.display_name, taken, may_pose=user.is_staff)
        taken.add(user.handle)


def make_user(campus, key, name, password, bios):
    joined_at = campus.ago(campus.random.randrange(81, 900), campus.random.randrange(8, 23))
    user = User(
        email=f"{key}@{DOMAIN}",
        username="".join(campus.random.choices(USERNAME_ALPHABET, k=8)),
        password=password,
        bio=next(bios) if campus.random.random() < 0.3 else "",
        verified_at=None if key == "unverified" else joined_at,
        agreed_at=joined_at,
        agreed_terms=digest_of(Kind.TERMS),
        agreed_privacy=digest_of(Kind.PRIVACY),
        joined_at=joined_at,
        is_staff=key == "union",
        staff_since=joined_at if key == "union" else None,
        is_superuser=key == "union",
    )
    user.set_display_name(name)
    return user

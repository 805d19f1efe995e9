"""The posts of the clubs' boards, with their pictures and likes."""

import re
from collections import Counter
from datetime import timedelta
from itertools import chain

from django.core.files.base import ContentFile

from clubs.models import Club, Like, Post, PostRead
from demo import data_files
from demo.comments import make_comments
from demo.pictures import ALTS
from kclub.files.images import Picture

FLAGS = {"public", "pin", "notice", "recruiting", "must-read", "officers"}


def make_boards(campus, pictures):
    board = data_files.table("board.toml")
    member_posts = campus.deck([post for post in board["post"] if "public" not in post])
    public_posts = campus.deck([post for post in board["post"] if "public" in post])
    posts = list(
        chain.from_iterable(
            board_of(campus, club, member_posts, public_posts) for club in campus.clubs
        )
    )
    posts.sort(key=lambda post: post.created_at)
    # Posts, likes and comments are thousands; their verbs would take minutes.
    Post.objects.bulk_create(posts)
    Like.objects.bulk_create(chain.from_iterable(likes(campus, post) for post in posts))
    PostRead.objects.bulk_create(chain.from_iterable(reads(campus, post) for post in posts))
    make_comments(campus, posts, board["comments"])
    attach_pictures(campus, posts, pictures)
    for club in campus.clubs:
        club.last_active_at = max(post.created_at for post in posts if post.club == club)
    Club.objects.bulk_update(campus.clubs, ["last_active_at"])


def board_of(campus, club, member_posts, public_posts):
    """Yield the posts of one club: its own, and some that any club could have."""
    own = [as_dict(*post) for post in club.entry["posts"]]
    if club.status == Club.Status.ACTIVE:
        own += [next(member_posts) for _ in range(3 if len(own) > 9 else 5)]
        own += [next(public_posts)] if club.is_recruiting else []
    for place, entry in enumerate(own):
        days = place + 1 if len(own) > 12 else campus.random.randrange(1, 60)
        yield make_post(campus, club, entry, days)


def as_dict(flags, title, body, *comments):
    """Return a club's own post, a list in its file, as a dict like those of board.toml."""
    flags = flags.split()
    return {
        "kind": next((flag for flag in flags if flag in Post.Kind.values), Post.Kind.FREE),
        "public": "public" in flags,
        "pinned": "pin" in flags,
        "must_read": "must-read" in flags,
        "officers": "officers" in flags,
        "by": next((flag[3:] for flag in flags if flag.startswith("by:")), None),
        "scenes": [flag for flag in flags if flag not in FLAGS and flag[:3] != "by:"],
        "title": title,
        "body": body,
        "comments": comments,
    }


def make_post(campus, club, entry, days):
    created_at = campus.ago(days, campus.random.randrange(8, 23), campus.random.randrange(60))
    post = Post(
        club=club,
        author=writer(campus, club, entry),
        kind=entry.get("kind", Post.Kind.FREE),
        visibility=visibility_of(entry),
        title=filled(entry["title"], campus, club),
        body=filled(entry["body"].strip(), campus, club),
        created_at=created_at,
        pinned_at=created_at if entry.get("pinned") else None,
    )
    if entry.get("must_read"):
        post.must_read_at, post.reminded_at = created_at, created_at + timedelta(days=3)
    if campus.random.random() < 0.08:
        post.edited_at = created_at + timedelta(minutes=17)
    post.entry = entry
    return post


def visibility_of(entry):
    if entry.get("officers"):
        return Post.Visibility.OFFICERS
    return Post.Visibility.PUBLIC if entry.get("public") else Post.Visibility.MEMBERS


def writer(campus, club, entry):
    """Return the author of a post: named by the entry, an officer for notices, or any member."""
    if entry.get("by"):
        return campus.people[entry["by"]]
    writers = campus.regulars(club)
    if entry.get("kind", Post.Kind.FREE) != Post.Kind.FREE:
        officers = {membership.user for membership in campus.members[club] if membership.is_officer}
        writers = [user for user in writers if user in officers]
    return campus.random.choice(writers)


def filled(text, campus, club):
    words = {"month": campus.midnight.month, "place": club.place, "meets": club.meets}
    return re.sub(r"{(\w+)}", lambda found: str(words[found[1]]), text)


def likes(campus, post):
    """Return the Likes of a post: by members, and of a public one by others too."""
    crowd = campus.readers(post)
    if post.visibility == Post.Visibility.PUBLIC:
        crowd = list(dict.fromkeys([*crowd, *campus.random.sample(campus.students, 25)]))
    count = int(len(crowd) * campus.random.betavariate(1.3, 4))
    return (Like(post=post, user=user) for user in campus.random.sample(crowd, count))


def reads(campus, post):
    """Return the PostReads of a notice that must be read: every second member has read it."""
    if not post.must_read:
        return ()
    here = [user for user in campus.regulars(post.club) if user != campus.people["member"]]
    readers = [user for user in here[::2] if user != post.author]
    places = range(1, len(readers) + 1)
    return (
        PostRead(post=post, user=user, read_at=post.created_at + timedelta(hours=n))
        for n, user in zip(places, readers, strict=True)
    )


def wanted_scenes():
    """Return {scene: number of its pictures in posts}."""
    clubs = (club for file in data_files.categories() for club in file["club"])
    posts = (as_dict(*post) for club in clubs for post in club.get("posts", []))
    return Counter(scene for post in posts for scene in post["scenes"])


def attach_pictures(campus, posts, pictures):
    """Attach to each post its pictures, a different one of the scene each time."""
    for post in posts:
        for scene in post.entry.get("scenes", []):
            full, thumbnail = pictures[scene].pop()
            named = f"demo-{scene}-{len(pictures[scene])}"
            files = Picture(
                ContentFile(full, f"{named}.webp"), ContentFile(thumbnail, f"{named}-s.webp")
            )
            post.attach([(files, ALTS[scene])])

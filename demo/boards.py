"""What stands on the clubs' boards, and what people say to it."""

import re
from collections import Counter
from datetime import timedelta
from itertools import chain

from django.core.files.base import ContentFile

from accounts.models import Notification
from clubs.models import Club, Comment, Like, Post
from demo import data_files
from demo.clubs import tell
from demo.pictures import ALTS
from kclub.files.images import Picture

COMMENTED = "%(by)s님이 내 글에 댓글을 남겼어요."
FLAGS = {"public", "pin", "notice", "recruiting"}


def make_boards(campus, pictures):
    board = data_files.table("board.toml")
    everywhere = campus.deck([post for post in board["post"] if "public" not in post])
    inviting = campus.deck([post for post in board["post"] if "public" in post])
    posts = list(
        chain.from_iterable(board_of(campus, club, everywhere, inviting) for club in campus.clubs)
    )
    posts.sort(key=lambda post: post.created_at)
    # Posts, likes and comments are thousands; their verbs would take minutes.
    Post.objects.bulk_create(posts)
    Like.objects.bulk_create(chain.from_iterable(likes(campus, post) for post in posts))
    make_comments(campus, posts, board["comments"])
    hang_up(campus, posts, pictures)
    for club in campus.clubs:
        club.last_active_at = max(post.created_at for post in posts if post.club == club)
    Club.objects.bulk_update(campus.clubs, ["last_active_at"])


def board_of(campus, club, everywhere, inviting):
    """The posts of one club: its own, and some as every club has them."""
    own = [as_dict(*post) for post in club.entry["posts"]]
    if club.status == Club.Status.ACTIVE:
        own += [next(everywhere) for _ in range(3 if len(own) > 9 else 5)]
        own += [next(inviting)] if club.is_recruiting else []
    for place, entry in enumerate(own):
        days = place + 1 if len(own) > 12 else campus.random.randrange(1, 60)
        yield make_post(campus, club, entry, days)


def as_dict(flags, title, body, *comments):
    """A club's own post as written in its file."""
    flags = flags.split()
    return {
        "kind": next((flag for flag in flags if flag in Post.Kind.values), Post.Kind.FREE),
        "public": "public" in flags,
        "pinned": "pin" in flags,
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
        visibility=Post.Visibility.PUBLIC if entry.get("public") else Post.Visibility.MEMBERS,
        title=filled(entry["title"], campus, club),
        body=filled(entry["body"].strip(), campus, club),
        created_at=created_at,
        pinned_at=created_at if entry.get("pinned") else None,
    )
    if campus.random.random() < 0.08:
        post.edited_at = created_at + timedelta(minutes=17)
    post.entry = entry
    return post


def writer(campus, club, entry):
    """Whoever the entry names, an officer for the club's own voice, or anybody."""
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
    """Most of those who like it are members; what is public pleases others too."""
    crowd = [membership.user for membership in campus.members[post.club]]
    if post.visibility == Post.Visibility.PUBLIC:
        crowd = list(dict.fromkeys([*crowd, *campus.random.sample(campus.students, 25)]))
    count = int(len(crowd) * campus.random.betavariate(1.3, 4))
    return (Like(post=post, user=user) for user in campus.random.sample(crowd, count))


# Comments ----------------------------------------------------------------------------------


def make_comments(campus, posts, pools):
    decks = {(club, kind): campus.deck(pools[kind]) for club in campus.clubs for kind in pools}
    comments, answers = [], []
    for post in posts:
        moment, by = post.created_at, iter(commentators(campus, post))
        for text in comments_below(campus, post, decks):
            moment += timedelta(minutes=campus.random.randrange(2, 90))
            moment = min(moment, campus.midnight - timedelta(minutes=1))
            if text.startswith("↳"):
                author = post.author if comments[-1].author != post.author else next(by)
                answers.append((comments[-1], make_comment(post, author, text[1:], moment)))
            else:
                comments.append(make_comment(post, next(by), text, moment))
    Comment.objects.bulk_create(comments)
    for parent, answer in answers:
        answer.parent = parent
    Comment.objects.bulk_create(answer for _parent, answer in answers)
    tell_authors(campus, [*comments, *(answer for _parent, answer in answers)])


def commentators(campus, post):
    """The author's clubmates in any order, and again."""
    others = [user for user in campus.regulars(post.club) if user != post.author]
    return campus.deck(others or [post.author])


def comments_below(campus, post, decks):
    """Texts; an answer to the one before it begins with ↳."""
    yield from post.entry.get("comments", [])
    for _ in range(campus.random.choice([0, 0, 1, 1, 2, 2, 3, 4])):
        yield next(decks[post.club, post.kind])
        if campus.random.random() < 0.25:
            yield "↳" + next(decks[post.club, "replies"])


def make_comment(post, author, text, moment):
    return Comment(post=post, author=author, text=text, created_at=moment)


def tell_authors(campus, comments):
    recent = [c for c in comments if c.created_at > campus.ago(7) and c.author != c.post.author]
    tell(
        (
            comment.created_at,
            Notification(
                user=comment.post.author,
                sentence=COMMENTED,
                params={"by": comment.author.display_name},
                url=comment.get_absolute_url(),
                read_at=campus.midnight if comment.created_at < campus.ago(2) else None,
            ),
        )
        for comment in comments
        if comment in recent
    )


# Pictures ----------------------------------------------------------------------------------


def wanted_scenes():
    """{scene: how many pictures of it the posts show}."""
    clubs = (club for file in data_files.categories() for club in file["club"])
    posts = (as_dict(*post) for club in clubs for post in club.get("posts", []))
    return Counter(scene for post in posts for scene in post["scenes"])


def hang_up(campus, posts, pictures):
    """Give the posts their pictures, each a different one of its scene."""
    for post in posts:
        for scene in post.entry.get("scenes", []):
            full, thumbnail = pictures[scene].pop()
            named = f"demo-{scene}-{len(pictures[scene])}"
            files = Picture(
                ContentFile(full, f"{named}.webp"), ContentFile(thumbnail, f"{named}-s.webp")
            )
            post.attach([(files, ALTS[scene])])

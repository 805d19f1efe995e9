"""The poll of the demo campus: where the next outing goes, asked on a board."""

from datetime import timedelta

from clubs.models import Poll, Post, Vote

TITLE = "정기 출사 장소를 정해요"
CHOICES = {"서울숲": 9, "익선동": 3, "항동 철길": 6}  # and how many voted for it
OPEN_FOR = timedelta(days=5)


def make_polls(campus):
    """Ask below the newest post that looks for a place; regular members have voted."""
    post = Post.objects.filter(title__contains=TITLE).order_by("-created_at").first()
    if post is None:
        return
    post.ask(
        {
            "question": "어디로 갈까요?",
            "choices": list(CHOICES),
            "closes_at": campus.midnight + OPEN_FOR,
        }
    )
    post.save(update_fields=["poll"])
    people = iter(campus.regulars(post.club))
    Vote.objects.bulk_create(
        Vote(poll=post.poll, choice=choice, user=user)
        for choice in Poll.objects.get(post=post).choices.all()
        for user, _number in zip(people, range(CHOICES[choice.text]), strict=False)
    )

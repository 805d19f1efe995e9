"""What two people, and three, say among themselves."""

from datetime import timedelta

from rooms.direct.room import MAX_PEOPLE, people_key
from rooms.models import Message, Occupancy, Room

TALKS = [  # who, how many days ago and when; their lines, by the number of who says them
    (
        ["officer", "member"],
        (1, 19, 10),
        [
            (0, "도윤님, 암실 열쇠 아직 갖고 있죠?"),
            (1, "네, 서랍 첫째 칸에 넣어 뒀어요"),
            (0, "고마워요. 내일 아침에 인화지도 새로 와요"),
            (1, "그럼 수업 끝나고 바로 갈게요"),
            (0, "같이 정리해요"),
        ],
    ),
    (
        ["member", "student", "officer"],
        (3, 21, 30),
        [
            (0, "다음 주 전시 준비할 때 손이 셋은 필요할 것 같아요"),
            (1, "저 목요일 오후 비어요"),
            (2, "저도요. 사다리는 동방에 있어요"),
            (0, "그럼 목요일 네 시에 봐요"),
        ],
    ),
]


def make_direct(campus):
    for number, (keys, (days, *at), lines) in enumerate(TALKS):
        people = [campus.people[key] for key in keys]
        begun = campus.ago(days, *at)
        room = Room.objects.create(
            kind=Room.Kind.DIRECT,
            slug=f"between-{number}",
            people_key=people_key(people),
            capacity=MAX_PEOPLE,
            created_at=begun,
        )
        said = list(messages(room, people, lines, begun))
        Message.objects.bulk_create(said)
        room.last_change, room.last_message_at = len(said), said[-1].created_at
        room.last_author = said[-1].author
        room.save()
        Occupancy.objects.bulk_create(
            Occupancy(
                room=room,
                user=user,
                read_up_to=len(said) - (number == 0 and user == campus.people["member"]),
                entered_at=begun,
                last_active_at=said[-1].created_at,
            )
            for user in people
        )


def messages(room, people, lines, moment):
    previous = None
    for number, (who, text) in enumerate(lines, 1):
        message = Message(room=room, author=people[who], text=text, created_at=moment)
        message.number = message.change = number
        message.place_below(previous and previous.author_id, previous and previous.created_at)
        previous = message
        yield message
        moment += timedelta(seconds=95)

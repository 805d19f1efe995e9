"""Two direct rooms with a short conversation each."""

from datetime import timedelta

from demo.history import acting_at
from rooms.models import Room

CONVERSATIONS = [  # people; (days ago, hour, minute); lines, each with the index of its author
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


def make_direct_rooms(campus):
    """Make the direct rooms; member@ has not read the last message of the first."""
    for number, (keys, (days, *time), lines) in enumerate(CONVERSATIONS):
        people = [campus.people[key] for key in keys]
        moment = campus.ago(days, *time)
        with acting_at(moment):
            room = Room.open_direct(people[0], people[1:])
        for who, text in lines:
            with acting_at(moment):
                last = room.post(people[who], text)
            moment += timedelta(seconds=95)
        room.occupancies.update(read_up_to=last.number, last_active_at=last.created_at)
        if number == 0:
            member = room.occupancies.filter(user=campus.people["member"])
            member.update(read_up_to=last.number - 1)

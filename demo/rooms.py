"""Rooms, with their occupants, messages and read marks."""

from clubs.models import Club
from demo import annotations, data_files
from demo.conversations import make_messages
from demo.history import acting_at
from rooms.models import Message, Occupancy, Room

UNREAD = {"필름로그 출사방": 4, "필름로그": 3}  # messages that member@ has not read
GUESTS = {
    "학식 오늘 뭐 나와요": ["student", "member"],
    "새벽 과제방": ["member", "officer"],
    "깜짝 생일 준비": ["member", "officer"],
}


def make_rooms(campus, pictures):
    talk = data_files.conversations()
    decks = {heading: campus.deck(said) for heading, said in talk.items()}
    rooms = [general_room(campus, club, talk, decks) for club in campus.clubs]
    rooms += [other_room(campus, entry, talk) for entry in data_files.table("rooms.toml")["room"]]
    messages = [message for room in rooms for message in make_messages(campus, room)]
    Room.objects.bulk_update(rooms, ["about", "last_change", "last_author", "last_message_at"])
    # Thousands: the verbs of each message, reaction and reader would take minutes.
    Message.objects.bulk_create(messages, batch_size=500)
    annotations.store(rooms, pictures)
    rows = [occupancy for room in rooms for occupancy in occupancies(campus, room)]
    of_owners = [row for row in rows if row.pk]
    Occupancy.objects.bulk_create(row for row in rows if row.pk is None)
    Occupancy.objects.bulk_update(of_owners, ["read_up_to", "last_active_at"])


def general_room(campus, club, talk, decks):
    """Return the general room of a club; its topics are its own, its category's and everybody's."""
    room = prepared(club.rooms.get())  # opened when the club was
    room.about = "부원 모두의 방"
    room.people = general_people(campus, club)
    room.speakers = [user for user in campus.regulars(club) if user in room.people][:9]
    room.topics = talk.get(club.name, [])[:]
    if club.status != Club.Status.ACTIVE:
        room.quiet_for, of_category, of_everybody = 60, 1, 2
    else:
        of_category, of_everybody = (5, 8) if club.name == "필름로그" else (3, 3)
    room.topics += [next(decks[club.category.name]) for _ in range(of_category)]
    room.topics += [next(decks["모두"]) for _ in range(of_everybody)]
    return room


def general_people(campus, club):
    """Return the members in the room of the whole club: officers, member@, and most others."""
    return [
        membership.user
        for membership in campus.members[club]
        if membership.is_officer
        or membership.user == campus.people["member"]
        or campus.random.random() < 0.8
    ]


def other_room(campus, entry, talk):
    """Open and return a room of rooms.toml: of a club, or for every student."""
    club = next((club for club in campus.clubs if club.name == entry.get("club")), None)
    people = people_of_club_room(campus, club) if club else people_of_open_room(campus, entry)
    owner = people[0] if club else people[-1]
    fields = {name: entry[name] for name in ["about", "capacity", "emoji", "hue"] if name in entry}
    if club:
        fields = {
            "kind": Room.Kind.CLUB,
            "club": club,
            "emoji": club.emoji,
            "hue": club.hue,
        } | fields
    with acting_at(campus.ago(75, 17)):
        room = prepared(Room.open(owner, entry["name"], **fields))
    room.people, room.speakers = people, people[:9] if club else people[-14:]
    room.topics, room.hours = talk[room.name], entry.get("hours", room.hours)
    return room


def people_of_club_room(campus, club):
    """Return people who are in a further room of a club; half of its older members."""
    regulars = campus.regulars(club)
    guests = regulars[:6] if club.name == "필름로그" else regulars[:2]
    crowd = [user for user in regulars if user not in guests]
    return [*guests, *campus.random.sample(crowd, len(crowd) // 2)]


def people_of_open_room(campus, entry):
    """Return people who are in a room for every student, among them some with an account."""
    guests = [campus.people[key] for key in GUESTS.get(entry["name"], [])]
    return [*guests, *campus.random.sample(campus.students, entry["people"] - len(guests))]


def prepared(room):
    """Return `room` with the hours people talk in, and the days since they last did."""
    room.hours, room.quiet_for = [9, 23], 0
    return room


def occupancies(campus, room):
    """Yield the Occupancies of a room; most have read everything, some are far behind."""
    last_posted = {message.author: message.number for message in room.posted_messages}
    last = len(room.posted_messages)
    for user in room.people:
        behind = 0 if campus.random.random() < 0.5 else int(campus.random.expovariate(1 / 7))
        if user == campus.people["member"]:
            behind = UNREAD.get(room.name, 0)
        elif user == room.owner:
            behind = 0
        if user == room.owner:  # an occupant since the room was opened
            occupancy = room.occupancies.get()
        else:
            occupancy = Occupancy(room=room, user=user, entered_at=room.created_at)
        occupancy.read_up_to = max(last - behind, last_posted.get(user, 0))
        occupancy.last_active_at = campus.ago(campus.random.randrange(1, 4), 20)
        yield occupancy

"""Read marks of all people of a room: how many have not read a message, the same for every page."""

from kclub import live
from rooms.directory.models.occupancies import Occupancy

ANNOUNCEMENT_INTERVAL_SECONDS = 3


@live.state("reads", every=ANNOUNCEMENT_INTERVAL_SECONDS)
def read_marks(open_streams):
    """Return {channel: its ReadMarks as text} of open rooms; "" where they are not counted.

    Nothing is done when somebody reads or posts: one query tells it for all rooms of this worker.
    """
    rooms = {name.removeprefix("room:"): name for name in open_streams if name.startswith("room:")}
    marks = Occupancy.objects.read_marks(rooms) if rooms else {}
    return {name: str(marks.get(int(key), "")) for key, name in rooms.items()}

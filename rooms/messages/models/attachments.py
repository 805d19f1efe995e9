"""Attachments of messages while they are posted: pictures, and a file."""

from contextlib import contextmanager

from rooms.messages.models.files import File
from rooms.messages.models.pictures import Picture


@contextmanager
def stored_attachments(pictures, alt="", document=None):
    """Yield Pictures and a File stored from these, before any row is locked, since storing takes time.

    What has no message at the end of the block is deleted from the storage: the message was refused,
    or had been posted already.
    """
    attached = []
    try:
        attached.extend(
            Picture.store(each, alt) for each in pictures
        )  # one by one: a failure deletes those before it
        if document:
            attached.append(File.store(document))
        yield attached
    except BaseException:
        for attachment in attached:
            attachment.delete_files()
        raise
    for attachment in attached:
        if attachment.message_id is None:
            attachment.delete_files()

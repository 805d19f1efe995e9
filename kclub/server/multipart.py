"""Forms with files, as browsers send them (multipart/form-data), read as they arrive."""

MAX_HEAD_BYTES = 2**14  # of the headers of one part
END_OF_HEAD = b"\r\n\r\n"


class FileEmptier:
    """Copies a form while it arrives, with every file in it empty.

    The copy has all fields and the names of the files, so that a form can say what was wrong.
    """

    def __init__(self, boundary):
        self.delimiter = b"\r\n--" + boundary
        self.waiting = b"\r\n"  # what is not told apart yet; a form begins with a delimiter
        self.in_head = self.in_file = False

    def copy(self, data):
        """Return what is to be copied now that `data` has come. Raises ValueError if it is no form."""
        data, start, copied = self.waiting + data, 0, []
        while (found := data.find(self._end_of_this(), start)) >= 0:
            end = found + len(self._end_of_this())
            copied.append(self.delimiter if self.in_file else data[start:end])
            self.in_file = self.in_head and b"filename=" in copied[-1]
            self.in_head = not self.in_head
            start = end
        if not self.in_head:
            sure = max(start, len(data) - len(self.delimiter) + 1)  # the rest may be of a delimiter
            copied.append(b"" if self.in_file else data[start:sure])
            start = sure
        self.waiting = data[start:]
        if len(self.waiting) > MAX_HEAD_BYTES:
            raise ValueError("the head of a part is too large")
        return b"".join(copied)

    def end(self):
        """Return what is to be copied after the last data."""
        return self.waiting

    def _end_of_this(self):
        """Return what ends the head or the content that is being read."""
        return END_OF_HEAD if self.in_head else self.delimiter

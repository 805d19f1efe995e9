"""What the forms of accounts share."""


class PlainForm:
    """A form of allauth without placeholders: the labels say the same."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

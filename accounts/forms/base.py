"""What the forms of accounts share."""


class PlainForm:
    """Mixin for forms of allauth that removes placeholders, which only repeat the labels."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

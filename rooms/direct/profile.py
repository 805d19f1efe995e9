"""Direct messages on the profile page of another person."""

from accounts.profile_sections import Section, person_actions


@person_actions.register(order=10)
def direct_message(viewer, person):
    """Return the button that opens a direct room with the person."""
    return Section("rooms/direct/_direct_button.html")

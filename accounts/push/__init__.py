"""Web Push: notifications on the devices of people who have asked for them (RFC 8030, 8291, 8292).

A device is a `PushSubscription`. What is due for it becomes a `PushDelivery` (`fan_out`), and the
push sender (`sender`) hands it to the push service of the browser's maker. Without keys in the
environment there is none of this, and no page speaks of it.
"""

from django.conf import settings


def is_available():
    """Whether this site has the keys to send pushes."""
    return bool(settings.VAPID_PRIVATE_KEY)

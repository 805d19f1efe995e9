"""The push sender: one thread of all processes hands pushes to the push services."""

import logging
import random
import time

from accounts import push
from accounts.models import PushDelivery
from accounts.push import payload, services
from accounts.push.client import Client, Gone
from accounts.push.fan_out import fan_out
from kclub import outbox
from kclub.outbox.delivery import NotNow, Refused, ServerAway
from kclub.outbox.elected_thread import ElectedThread

BATCH_SIZE = 100  # deliveries between two looks at what is due
FIRST_PAUSE = 5  # seconds without a try, when a push service is away
LONGEST_PAUSE = 300

logger = logging.getLogger(__name__)


class PushSender(ElectedThread):
    """Delivers pushes while it is elected. A push service that is away keeps back only its own."""

    delivers = "pushes"

    def __init__(self):
        super().__init__("push-sender")
        self.client = Client()
        self.pauses = {}  # {host: (seconds, end by time.monotonic())} of services that are away

    def is_needed(self):
        """Whether there are keys to push with."""
        return push.is_available()

    def state(self):
        return PushDelivery.objects.state()

    def work(self):
        return fan_out() + self._deliver_due() if self.is_needed() else 0

    def rest(self):
        self.client.close()

    def _deliver_due(self):
        due = PushDelivery.objects.due().exclude(subscription__host__in=self._paused())
        due = due.select_related("subscription__session", "notification__user")
        done = 0
        for delivery in due[:BATCH_SIZE]:
            if self.stopping.is_set():
                break
            if delivery.subscription.host not in self._paused():
                self._deliver(delivery)
                done += 1
        return done

    def _paused(self):
        now = time.monotonic()
        return [host for host, (_seconds, end) in self.pauses.items() if end > now]

    def _deliver(self, delivery):
        """Deliver one push, and commit what became of it."""
        if not delivery.claim():
            return
        if not delivery.is_wanted():
            delivery.delete()
            return
        try:
            self._hand_over(delivery)
        except Gone:
            delivery.subscription.delete()
        except Refused as error:
            logger.warning("A push service refuses: %s", error)
            delivery.fail(str(error))
        except NotNow as error:
            delivery.postpone(str(error), error.after)
        except ServerAway as error:
            delivery.postpone(str(error))
            self._pause(delivery.subscription.host, error)
            return
        except Exception as error:  # of this push: the others must not wait for it
            logger.exception("Push %s could not be handed over", delivery.pk)
            delivery.postpone(repr(error))
        else:
            delivery.delivered()
        self.pauses.pop(delivery.subscription.host, None)

    def _hand_over(self, delivery):
        """Hand it to its push service. Raises a DeliveryError."""
        notification, subscription = delivery.notification, delivery.subscription
        if not services.is_known(subscription.endpoint):
            raise Refused("This push service is not one of PUSH_SERVICES any more.")
        text = payload.payload(notification, notification.user)
        self.client.send(subscription, text, payload.headers(notification))

    def _pause(self, host, error):
        """Leave a push service alone for a while, the longer the more often it was away."""
        logger.warning("The push service %s is away: %s", host, error)
        before, _end = self.pauses.get(host, (FIRST_PAUSE / 2, 0))
        seconds = min(before * 2, LONGEST_PAUSE)
        end = time.monotonic() + seconds * random.uniform(0.8, 1.2)  # noqa: S311
        self.pauses[host] = (seconds, end)


push_sender = outbox.add_sender(PushSender())  # of this process

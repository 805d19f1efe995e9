"""The address of a stream, for templates."""

from urllib.parse import unquote, urlencode

from django import template
from django.urls import reverse

from kclub.live import tickets

register = template.Library()


@register.simple_tag(takes_context=True)
def live_url(context, viewname, *args, channel="", after=None, **kwargs):
    """Return the address of a stream, with the page's last change and a ticket to open it at once.

    Use it only on pages whose view has made sure that the reader may listen.

    {% live_url "rooms:stream" room.slug channel=room.channel after=room.last_change %}
    """
    path = reverse(viewname, args=args, kwargs=kwargs)
    query = {} if after is None else {"after": after}
    request = context.get("request")
    if request and channel and (ticket := tickets.ticket(request, channel, unquote(path))):
        query["ticket"] = ticket
    return f"{path}?{urlencode(query)}" if query else path

"""The filters of `{% load accounts %}`."""

from django import template

from accounts.devices import in_words
from accounts.social_providers import PROVIDERS, configured_providers

register = template.Library()


@register.filter
def provider_name(key):
    """Return the name of a service."""
    return next((each.name for each in PROVIDERS if each.id == key), key)


register.filter("device", in_words)
register.simple_tag(configured_providers, name="social_providers")

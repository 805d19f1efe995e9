"""The template tags and filters of `{% load kclub %}`; `kclub.components` has their functions."""

from django import template

from kclub.components.forms import errors, field, lines, sent_form
from kclub.components.navigation import capped, here, next_query, pager
from kclub.components.pictures import avatar, emblem, icon
from kclub.components.text import changed_to, excerpt, markdown, plain_text, with_language
from kclub.components.times import ago, clock, day, deadline, lately
from kclub.text.graphemes import shorten
from kclub.text.particles import particle
from kclub.text.search_words import highlighted, snippet

register = template.Library()

for tag in (icon, emblem):
    register.simple_tag(tag)
register.simple_tag(avatar, takes_context=True)
register.simple_tag(here, takes_context=True)
register.simple_tag(next_query, takes_context=True)

register.inclusion_tag("kclub/field.html")(field)
register.inclusion_tag("kclub/errors.html")(errors)
register.inclusion_tag("kclub/_sent_form.html", takes_context=True)(sent_form)
register.inclusion_tag("kclub/pager.html", takes_context=True)(pager)

for filter_ in (
    ago, capped, changed_to, clock, day, deadline, excerpt, highlighted, lately, lines, markdown, particle, plain_text, shorten,
    snippet, with_language,
):  # fmt: skip
    register.filter(filter_)

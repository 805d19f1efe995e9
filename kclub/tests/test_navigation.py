"""The pager and the counters."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory

from kclub.components.navigation import capped


def turn(pages, number, **query):
    """The pager of `number` among so many `pages`."""
    context = {"page": Paginator(range(pages), 1).page(number)}
    request = RequestFactory().get("/", query)
    return Template("{% load kclub %}{% pager page %}").render(RequestContext(request, context))


@pytest.mark.usefixtures("pages")
def test_turning_pages_keeps_what_was_searched():
    html = turn(20, 2, q="필름", page=2)
    assert 'href="?q=%ED%95%84%EB%A6%84&amp;page=3" rel="next"' in html
    assert re.findall(r'aria-current="page">(\d+)', html) == ["2"]


@pytest.mark.usefixtures("pages")
def test_one_page_needs_no_pager():
    assert turn(1, 1).strip() == ""


def test_counters_stop_at_99():
    assert (capped(99), capped(100)) == (99, "99+")

"""The pager and the counters."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory

from kclub.components.navigation import capped, here


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


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("number", "before", "after"), [(1, False, True), (2, True, True), (20, True, False)]
)
def test_at_an_end_there_is_no_way_further(number, before, after):
    html = turn(20, number)
    assert ('rel="prev"' in html, 'rel="next"' in html) == (before, after)


@pytest.mark.usefixtures("pages")
def test_of_many_pages_only_the_ends_and_the_neighbours_are_links():
    linked = {int(page) for page in re.findall(r'href="\?page=(\d+)"', turn(20, 10))}
    assert linked == {1, 9, 10, 11, 20}


@pytest.mark.usefixtures("pages")
def test_what_was_searched_for_is_never_markup():
    html = turn(3, 1, q='"><script>')
    assert "<script>" not in html
    assert "q=%22%3E%3Cscript%3E" in html


@pytest.mark.parametrize(
    ("path", "section", "mark"),
    [
        ("/clubs/", "/clubs/", ' aria-current="page"'),
        ("/clubs/film/board/", "/clubs/", ' aria-current="true"'),
        ("/rooms/", "/clubs/", ""),
        ("/clubsters/", "/clubs/", ""),
        ("/", "/", ' aria-current="page"'),
        ("/clubs/", "/", ""),  # else one would be at home everywhere
    ],
)
def test_a_section_is_marked_on_its_page_and_on_those_within(path, section, mark):
    assert here({"request": RequestFactory().get(path)}, section) == mark


@pytest.mark.django_db
@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("page", ["abc", "-1", "0", "", "1.5", "²"])
def test_a_strange_page_is_still_a_page(client, page):
    answer = client.get("/sample/", {"page": page})
    assert answer.status_code == 200
    assert 'aria-current="page"' in answer.text


@pytest.mark.django_db
@pytest.mark.usefixtures("pages")
def test_beyond_the_last_page_is_the_last_page(client):
    html = client.get("/sample/?page=999").text
    assert re.findall(r'aria-current="page">(\d+)', html) == ["20"]

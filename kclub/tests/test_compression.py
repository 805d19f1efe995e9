"""What goes out compressed, and what as it is."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from kclub.middleware import MIN_COMPRESSED_BYTES, compressed_pages

PAGE = "<p>같은 말이 이어지는 긴 글이에요.</p>" * 200


@pytest.fixture
def answer(rf):
    """`answer(response)`: what a browser that takes `encodings` gets."""

    def answer(response, encodings="gzip, deflate, br, zstd", method="get"):
        request = getattr(rf, method)("/", headers={"Accept-Encoding": encodings})
        return compressed_pages(lambda request: response)(request)

    return answer


def test_a_page_is_compressed(answer):
    page = answer(HttpResponse(PAGE))
    assert page["Content-Encoding"] == "gzip"
    assert page["Vary"] == "Accept-Encoding"
    assert int(page["Content-Length"]) == len(page.content) < len(PAGE.encode()) / 10
    assert gzip.decompress(page.content).decode() == PAGE


def test_the_same_page_is_of_different_lengths(answer):
    lengths = {len(answer(HttpResponse(PAGE)).content) for _ in range(50)}
    assert len(lengths) > 10
    assert max(lengths) - min(lengths) <= 100


def test_who_takes_no_gzip_gets_the_page_as_it_is(answer):
    page = answer(HttpResponse(PAGE), encodings="identity")
    assert "Content-Encoding" not in page
    assert page.content.decode() == PAGE
    assert page["Vary"] == "Accept-Encoding"


def test_a_page_that_is_asked_for_by_head_says_what_get_would(answer):
    assert answer(HttpResponse(PAGE), method="head")["Content-Encoding"] == "gzip"


def test_a_compressed_page_no_longer_claims_the_bytes_of_the_plain_one(answer):
    assert answer(HttpResponse(PAGE, headers={"ETag": '"a"'}))["ETag"] == 'W/"a"'


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("가" * (MIN_COMPRESSED_BYTES // 3)),
        HttpResponse(PAGE, headers={"Content-Disposition": "attachment; filename=a.html"}),
        HttpResponse(PAGE, content_type="image/png"),
        HttpResponse(PAGE, content_type="text/event-stream"),
        HttpResponse(PAGE, headers={"Content-Encoding": "br"}),
        HttpResponse(status=304),
    ],
)
def test_what_is_small_or_no_page_stays_as_it_is(answer, response):
    before = response.content, response.get("Content-Encoding")
    after = answer(response)
    assert (after.content, after.get("Content-Encoding")) == before
    assert "ETag" not in after


@pytest.mark.parametrize("kind", [StreamingHttpResponse, FileResponse])
def test_streams_are_passed_on_part_by_part(answer, kind):
    parts = [PAGE.encode(), b"<p>more</p>"]
    stream = answer(kind(iter(parts), content_type="text/html"))
    assert "Content-Encoding" not in stream
    assert list(stream) == parts


@pytest.mark.django_db
def test_the_site_compresses_its_pages(client):
    plain = client.get("/clubs/")
    small = client.get("/clubs/", headers={"Accept-Encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small["Vary"]
    assert len(small.content) < len(plain.content) / 2

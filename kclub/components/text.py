"""Filters for text that people wrote: as HTML, and its beginning."""

from kclub.text import markdown as markdown_text


def markdown(text, below=2):
    """Return Markdown that people wrote as safe HTML; headings begin under level `below`."""
    return markdown_text.render(text, below)


def excerpt(text, length=120):
    """Return the first `length` characters of Markdown that people wrote, without its markup."""
    return markdown_text.excerpt(text, length)

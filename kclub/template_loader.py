"""The template loader, which drops the layout of our HTML templates before they are compiled.

Templates are written for people, one element per line, and none of that goes over the wire.
A line break, with the white space and the comments around it, is

- one blank between two links, buttons or spans, whose words a text browser would run together;
- else nothing beside a tag: an HTML tag's `<` or `>`, or a `{% … %}`;
- one blank within an HTML tag, and within text, to which `{{ … }}` counts;
- kept in `<pre>`, `<textarea>`, `<script>`, `<style>` and `<!-- … -->`, and from `{% blocktranslate %}`
  or `{% verbatim %}` to its end.

White space without a line break stays as it is. A blank beside a tag at the end of a line is
written `{{ " " }}`.
"""

import re

from django.template.loaders import filesystem

TOKEN = re.compile(
    r"""
      (?P<layout> (?: \s | {\#.*?\#} | {%\s*comment\b (?s:.*?) {%\s*endcomment\s*%} )+ )
    | (?P<kept> {%\s*(?P<block>blocktrans(?:late)?|verbatim)\b (?s:.*?) {%\s*end(?P=block)\b.*?%} )
    | (?P<comment> <!--(?s:.*?)--> )
    | (?P<block_tag> {%.*?%} )
    | (?P<tag_start> </?!?(?P<element>[a-z][\w:-]*) )
    | (?P<tag_end> /?> )
    | (?P<quote> ["'] )
    | (?P<text> {{.*?}} | [^\s<>{"'/]+ | . )
    """,
    re.VERBOSE | re.IGNORECASE,
)
INLINE = ("a", "b", "button", "span", "strong")
RAW_TEXT_END = {
    f"<{element}": re.compile(rf"</{element}\b|\Z", re.IGNORECASE)
    for element in ("pre", "textarea", "script", "style")
}


class Loader(filesystem.Loader):
    """Loader of the templates in `DIRS`, which are ours. Those of installed apps stay as they are."""

    def get_contents(self, origin):
        source = super().get_contents(origin)
        if not origin.name.endswith(".html"):
            return source
        return without_layout(source, keep_lines=self.engine.debug)


def without_layout(source, *, keep_lines=False):
    """Return the source of an HTML template without its layout.

    With `keep_lines`, each dropped line break stands in a `{% comment %}` instead: the template
    renders the same, and the debug page of an error names the line of the file.
    """
    return "".join(LayoutReader(source, keep_lines).parts())


class LayoutReader:
    """Reader of a template's source, token by token."""

    def __init__(self, source, keep_lines):
        self.source, self.keep_lines = source, keep_lines
        self.position = 0
        self.beside_tag = True  # a file begins and ends as if beside a tag
        self.open_tag = ""  # "<p" until its ">" has been read
        self.after_inline = False  # nothing but block tags since the end of an inline element
        self.open_quote = ""  # the quotation mark of the attribute value that is being read
        self.dropped_lines = 0

    def parts(self):
        """Yield the parts of the source that are kept, in order."""
        while token := TOKEN.match(self.source, self.position):
            self.position = token.end()
            if token.lastgroup == "layout":
                yield self.reduce(token)
            else:
                yield token[0]
                yield self.update_state(token)

    def reduce(self, layout):
        """Return what a run of white space and comments is reduced to."""
        if "\n" not in layout[0]:
            return layout[0]
        self.dropped_lines += layout[0].count("\n")
        blank = "" if self.vanishes() else " "
        if not self.keep_lines or not layout.start():  # nothing may stand before {% extends %}
            return blank
        lines, self.dropped_lines = "\n" * self.dropped_lines, 0
        return blank + "{% comment %}" + lines + "{% endcomment %}"

    def vanishes(self):
        """Return whether nothing is left of the line break just read."""
        following = TOKEN.match(self.source, self.position)
        kind = following.lastgroup if following else "end"
        if self.open_tag:
            return kind == "tag_end" and not self.open_quote
        if self.after_inline and kind == "tag_start" and following[0].lower()[1:] in INLINE:
            return False
        return self.beside_tag or kind not in {"text", "quote", "tag_end"}

    def update_state(self, token):
        """Update the state by `token`. Returns the raw text that follows it, if any."""
        kind = token.lastgroup
        self.after_inline &= kind == "block_tag"
        self.beside_tag = kind in {"kept", "comment", "block_tag"}
        if kind == "tag_start" and not self.open_tag:
            self.open_tag = token[0].lower()
        elif kind == "quote" and self.open_tag and self.open_quote in {"", token[0]}:
            self.open_quote = "" if self.open_quote else token[0]
        elif kind == "tag_end" and self.open_tag and not self.open_quote:
            return self.close_tag()
        return ""

    def close_tag(self):
        """Return the raw text after the start tag just closed; only `<pre>` and its like have some."""
        end = RAW_TEXT_END.get(self.open_tag)
        self.after_inline = self.open_tag.removeprefix("</") in INLINE
        self.open_tag, self.beside_tag = "", True
        if not end:
            return ""
        start, self.position = self.position, end.search(self.source, self.position).start()
        return self.source[start : self.position]

"""Markdown as plain text, to be pasted where none is shown, as into KakaoTalk."""

from kclub.text.markdown import parser


def message_to_paste(heading, text, address):
    """Return a heading, Markdown as plain text, and an address, each a paragraph of its own."""
    return "\n\n".join(filter(None, [heading, plain_text(text), address]))


def plain_text(text):
    """Return Markdown as what its reader sees: paragraphs, the marks of lists, addresses of links."""
    parts, lists, mark, goes_on = [], [], "", False
    for token in parser.parse(text):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                goes_on = bool(lists)
                lists.append(token)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
                goes_on = bool(lists)
            case "list_item_open":
                mark = f"{token.info}{token.markup} " if token.info else "- "
            case "paragraph_open" if not token.hidden:
                goes_on = False
            case "inline" | "fence" | "code_block" | "hr":
                indent = "  " * (len(lists) - 1)
                parts.append("\n" if goes_on else "\n\n")
                parts.append(indent + mark + shown(token))
                mark, goes_on = "", bool(lists)
    return "".join(parts).strip()


def shown(token):
    """Return the text of a block; behind the words of a link stands its address."""
    if token.children is None:
        return token.content.rstrip() or "---"
    words, links = [], []
    for child in token.children:
        if child.type.endswith("break"):
            words.append("\n")
        elif child.type == "link_open":
            links.append((child.attrs["href"], len(words)))
        elif child.type == "link_close":
            href, start = links.pop()
            if href not in ("".join(words[start:]), f"mailto:{''.join(words[start:])}"):
                words.append(f" ({href})")
        else:
            words.append(child.content)
    return "".join(words)

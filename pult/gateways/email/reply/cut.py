"""The new part of a mail: by its structure first, then by its words."""

from pult.gateways.email.html.clean import clean_tree
from pult.gateways.email.html.tree import read_html
from pult.gateways.email.letter import Reply
from pult.gateways.email.reply import words
from pult.gateways.email.reply.plain import cut_text
from pult.gateways.email.reply.structure import cut_tree


def cut_reply(text: str, html: str, subject: str = "", *, has_plain: bool = True) -> Reply:
    """What is new in this mail and what it only repeats. `html` is the markup as it came."""
    if words.FORWARD_SUBJECT.match(subject):
        cut = cut_text(text, forwarded=True)
        return Reply(text=cut.new, elided=cut.elided)
    if html and has_plain and any(words.OUR_MARK.match(line) for line in text.split("\n")):
        html = ""
    tree = read_html(html) if html else None
    found = cut_tree(tree) if tree is not None else None
    if found is None:
        cut = cut_text(text)
        return Reply(text=cut.new, elided=cut.elided)
    cut = cut_text(found.new)
    elided = "\n\n".join(part for part in (cut.elided, found.elided) if part)
    return Reply(
        text=cut.new, elided=elided, html=clean_tree(found.tree).html, elided_html=clean_tree(found.rest).html
    )

"""Cut HTML by its structure: mail programs mark what they quote, in every language alike."""

from dataclasses import dataclass
from itertools import takewhile

from lxml.html import Element, HtmlElement

from pult.gateways.email.html.text import text_of_tree
from pult.gateways.email.reply import words
from pult.gateways.email.reply.plain import cut_text

# These hold the quotation inside.
ENCLOSING = (
    "//div[contains(concat(' ', @class, ' '), ' gmail_quote ')]",
    "//*[contains(concat(' ', @class, ' '), ' gmail_quote_container ')]",
    "//blockquote[@type='cite' or contains(@class, 'gmail_quote') or contains(@class, 'protonmail_quote')]",
    "//div[contains(@class, 'yahoo_quoted') or contains(@class, 'zmail_extra')]",
    "//div[contains(@class, 'protonmail_quote')]",
    "//div[@class='moz-cite-prefix']",
    "//span[@id='OLK_SRC_BODY_SECTION']",
    "//blockquote[contains(@style, 'border-left')]",
    "//blockquote[@id='replyBlockquote' or contains(@class, 'wmquote') or contains(@class, 'iwcQuote')]",
    "//div[@id='mail-app-auto-quote' or @class='quote' or @id='isForwardContent' or @id='reply-intro']",
)
# Everything from here on is old.
DIVIDING = (
    "//div[@id='divRplyFwdMsg']",
    "//*[@id='appendonsend' or @id='stopSpelling' or @id='zwchr']",
    "//*[@id='mail-editor-reference-message-container']",
    "//*[@data-marker='__DIVIDER__' or @id='x_divRplyFwdMsg' or @name='quoted-content']",
    "//div[contains(translate(@style, ' ', ''), 'border-top:solid#E1E1E1')]",
    "//div[contains(translate(@style, ' ', ''), 'border-top:solid#B5C4DF')]",
    "//div[contains(translate(@style, ' ', ''), 'border-top:1pxsolidrgb(225,225,225)')]",
    "//div[contains(translate(@style, ' ', ''), 'border-top-color:rgb(229,229,229)')]",
)
SIGNED = (
    "//*[contains(@class, 'gmail_signature') or contains(@class, 'moz-signature')]",
    "//*[@id='ms-outlook-mobile-signature' or @id='Signature']",
)
MOST_ELEMENTS = 20_000
OUR_MARK = "//*[contains(text(), '##-') and contains(text(), '-##')]"


@dataclass(frozen=True, slots=True)
class StructureCut:
    """The new part as text and as a tree, and the text of the old one."""

    new: str
    elided: str
    tree: HtmlElement
    rest: HtmlElement


def cut_tree(tree: HtmlElement) -> StructureCut | None:
    """The new part of an HTML mail; nothing where its structure does not tell. The tree is changed."""
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return None
    full = text_of_tree(tree)
    hits = tree.xpath("|".join((*ENCLOSING, *DIVIDING, OUR_MARK)))
    if not hits or words.FORWARD.search("\n".join(text_before(tree, hits[0]).split("\n")[-3:])):
        return None
    first = hits[0]
    dividing = {id(each) for each in tree.xpath("|".join((*DIVIDING, OUR_MARK)))}
    if id(first) not in dividing:
        if is_forward(first) or is_answered_between(tree, first, dividing):
            return None
        if not text_before(tree, first).strip():
            return None
    for signature in tree.xpath("|".join(SIGNED)):
        remove(signature)
    remove_attribution(first)
    rest = remove_from(first)
    new = without_attribution(text_of_tree(tree))
    if not new.strip():
        return None
    return StructureCut(new=new, elided=rest_of(full, new), tree=tree, rest=rest)


def is_forward(element: HtmlElement) -> bool:
    """A quotation that says it is a forwarded mail."""
    return any(words.FORWARD.match(line) for line in text_of_tree(element).split("\n")[:3])


def text_before(tree: HtmlElement, element: HtmlElement) -> str:
    """What stands above an element."""
    pieces: list[str] = []
    above = {id(each) for each in element.iterancestors()}
    for each in takewhile(lambda other: other is not element, tree.iter()):
        if isinstance(each.tag, str) and each.tag not in {"style", "script", "title", "head"}:
            pieces.append(each.text or "")
        if id(each) not in above:
            pieces.append(each.tail or "")
    return "\n".join(piece for piece in pieces if piece.strip())


def is_answered_between(tree: HtmlElement, first: HtmlElement, dividing: set[int]) -> bool:
    """Whether the writer wrote below or between the quotations."""
    own = [text.strip() for text in texts_outside_quotes(tree, first, dividing)]
    own = list(
        takewhile(
            lambda line: not line.startswith(("--", "__")), (line for line in own if line.strip("\xa0 "))
        )
    )
    return len(cut_text("\n".join(own)).new.strip()) > 0 if own else False


def texts_outside_quotes(tree: HtmlElement, first: HtmlElement, dividing: set[int]) -> list[str]:
    """Text after the first quotation that no quotation holds."""
    found: list[str] = []
    started = False
    inside = first if "gmail" not in (first.get("class") or "") else None
    for each in tree.iter():
        started = started or each is first
        if id(each) in dividing and started:
            break
        if not started or not isinstance(each.tag, str) or each.tag in {"style", "script"}:
            continue
        if not is_quoted(each, inside):
            found.append(each.text or "")
        parent = each.getparent()
        if parent is not None and not is_quoted(parent, inside):
            found.append(each.tail or "")
    return found


def is_quoted(element: HtmlElement, inside: HtmlElement | None) -> bool:
    """Whether an element is, or stands in, a quotation, its head or a signature."""
    for each in (element, *element.iterancestors()):
        names = f"{each.get('class') or ''} {each.get('id') or ''}"
        if each.tag == "blockquote" or each is inside:
            return True
        if any(sign in names for sign in ("gmail_attr", "moz-cite-prefix", "signature", "Signature")):
            return True
    return False


def remove(element: HtmlElement) -> None:
    """Take an element away but leave what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def remove_from(element: HtmlElement) -> HtmlElement:
    """Take away an element and everything that follows it in the document. Returns what was taken."""
    taken: HtmlElement = Element("div")
    node: HtmlElement | None = element
    while node is not None and node.tag not in {"body", "html"}:
        parent = node.getparent()
        later = list(node.itersiblings())
        if node is element:
            taken.append(node)
        else:
            taken.append(followed_by(node))
        taken.extend(later)
        node = parent
    return taken


def followed_by(node: HtmlElement) -> HtmlElement:
    """The text that follows an element, taken from it."""
    text: HtmlElement = Element("span")
    text.tail, node.tail = node.tail, None
    return text


def remove_attribution(element: HtmlElement) -> None:
    """The line "Ana wrote:" that stands by itself just above the quotation."""
    before = element.getprevious()
    while before is not None and not text_of_tree(before).strip() and not (before.tail or "").strip():
        before = before.getprevious()
    if before is None or (before.tail or "").strip():
        return
    line = " ".join(text_of_tree(before).split())
    if is_attribution(line):
        before.getparent().remove(before)


def is_attribution(line: str) -> bool:
    """Just above a marked quotation, a date and a colon are enough."""
    return len(line) < 300 and bool(words.ENDS_OPEN.search(line) and words.DATE.search(line))


def without_attribution(text: str) -> str:
    """The new text without the line that only announces the quotation."""
    above, _line_end, last = text.rstrip().rpartition("\n")
    said = words.MAILBOX.search(last) or words.WROTE_WORD.search(last)
    return above.rstrip() if above and said and is_attribution(last) else text


def rest_of(full: str, new: str) -> str:
    """What the whole text says beyond the new part."""
    lines = new.split("\n")
    rest = full.split("\n")
    same = 0
    while same < len(lines) and same < len(rest) and lines[same].strip() == rest[same].strip():
        same += 1
    return "\n".join(rest[same:]).strip()

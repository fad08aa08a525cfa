"""HTML of other doors, made safe as that of letters is."""

from pult.conversations.types import Upload
from pult.gateways.email.html.clean import clean
from pult.gateways.email.html.embedded import take_out_pictures
from pult.gateways.email.html.text import text_of_html
from pult.gateways.email.inbound import as_upload


def cleaned(html: str) -> tuple[str, str, tuple[Upload, ...]]:
    """Safe HTML, what it says as text, and the pictures that stood in it; these are shown in place by their `cid:`."""
    bare, pictures = take_out_pictures(html)
    uploads = tuple(as_upload(each, number) for number, each in enumerate(pictures, 1))
    return clean(bare).html, text_of_html(bare), uploads

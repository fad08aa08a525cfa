"""The text of a candidate's documents, where it can be read: plain text, PDF, Word and OpenDocument."""

import io
import zipfile

from lxml import etree

from pult.foundation.files.pdf import text_of_pdf

MOST_BYTES = 8 * 1024 * 1024
MOST_LETTERS = 60_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
    "application/vnd.oasis.opendocument.text": "content.xml",
}


def text_of(content: bytes, content_type: str) -> str | None:
    """What a document says, paragraph by paragraph; None where it says nothing that can be read, or is broken."""
    if content_type == "text/plain":
        return content.decode("utf-8", errors="replace")[:MOST_LETTERS]
    if content_type == "application/pdf":
        return text_of_pdf(content)
    if content_type not in _PARTS:
        return None
    try:
        tree = etree.fromstring(_part(content, _PARTS[content_type]), _parser())
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError, ValueError, RuntimeError):
        return None
    tags = (f"{_WORD}p", f"{_TEXT}p", f"{_TEXT}h")
    return "\n".join(_words(paragraph) for paragraph in tree.iter(*tags)).strip()[:MOST_LETTERS]


def _part(content: bytes, name: str) -> bytes:
    """One file of the archive; a small archive that unpacks to something huge is read no further than allowed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(name) as part:
        read = part.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise ValueError(name)
    return read


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _words(paragraph: etree._Element) -> str:
    pieces = []
    for node in paragraph.iter():
        if node.tag in {f"{_WORD}tab", f"{_TEXT}tab", f"{_TEXT}s"}:
            pieces.append(" ")
        elif node.tag in {f"{_WORD}br", f"{_TEXT}line-break"}:
            pieces.append("\n")
        if node.tag == f"{_WORD}t" or str(node.tag).startswith(_TEXT):
            pieces.append(node.text or "")
        if node is not paragraph and str(node.tag).startswith(_TEXT):
            pieces.append(node.tail or "")
    return "".join(pieces)

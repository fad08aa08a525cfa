"""Files of candidates: what they may be, found out from their bytes."""

from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from pult.conversations.types import Upload
from pult.foundation.files import bounds
from pult.foundation.files.kinds import kind_of

from .errors import WrongFile

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
ENDINGS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".txt": "text/plain",
}
ACCEPT = ",".join(ENDINGS)


def read_upload(uploaded: "UploadedFile[bytes]") -> Upload:
    """The file as it may be kept. Refuses what is too large, of another kind, or not what its name says."""
    name = PurePath((uploaded.name or "").replace("\\", "/")).name[-LONGEST_NAME:]
    if (uploaded.size or 0) > MOST_BYTES:
        raise WrongFile(
            _("%(name)s is larger than %(most)s. Please send a smaller file.")
            % {"name": name, "most": filesizeformat(MOST_BYTES)}
        )
    content = uploaded.read()
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise WrongFile(_("Please send a PDF, a Word or OpenDocument file, or plain text."))
    if not content.strip():
        raise WrongFile(_("%(name)s is empty.") % {"name": name})
    kind = kind_of(content)
    if kind != ENDINGS[ending] or content.startswith(b"#!"):
        raise WrongFile(
            _("%(name)s is not really a file of that kind. Please save it again and send the new file.")
            % {"name": name}
        )
    bounds.check(name, content)
    return Upload(name=name, content_type=kind, content=content)

"""A folder or an archive of files, opened with distrust: nothing outside it, nothing beyond measure."""

import io
import os
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from django.utils.translation import gettext as _

from pult.foundation.files.kinds import DAMAGED
from pult.knowledge.errors import BadImport

MOST_FILES: Final = 10_000
MOST_BYTES: Final = 500 * 1024 * 1024
LARGEST: Final = 25 * 1024 * 1024
SWELLS: Final = 200
SMALL: Final = 1024 * 1024
IGNORED: Final = ("__MACOSX/", ".git/", ".obsidian/")
Reading = Callable[[], "IO[bytes]"]


@dataclass
class Bundle:
    """Files by their path, and what was left out with the reason why."""

    files: dict[str, Reading] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def read(self, path: str) -> bytes:
        """The content of a file. Raises BadImport when it is larger than it said, or damaged."""
        try:
            with self.files[path]() as stream:
                content = stream.read(LARGEST + 1)
        except DAMAGED as error:
            raise BadImport(_("%(name)s is damaged.") % {"name": path}) from error
        if len(content) > LARGEST:
            raise BadImport(_("%(name)s is too large.") % {"name": path})
        return content

    def without_common_folder(self) -> "Bundle":
        """The same files, when all of them lie in one folder, from that folder on."""
        heads = {path.partition("/")[0] for path in self.files}
        if len(heads) != 1 or any("/" not in path for path in self.files):
            return self
        cut = len(heads.pop()) + 1
        return Bundle({path[cut:]: read for path, read in self.files.items()}, self.refused)


def of_archive(stream: "IO[bytes]") -> Bundle:
    """The files of a zip archive. Raises BadImport when it is none, or is made to hurt."""
    try:
        archive = zipfile.ZipFile(stream)
        members = archive.infolist()
    except DAMAGED as error:
        raise BadImport(_("This is not a zip archive that can be opened.")) from error
    _must_be_modest(members)
    bundle = Bundle()
    for member in members:
        if member.is_dir():
            continue
        path = clean_path(_name_of(member))
        if why := _why_not(member, path, bundle):
            bundle.refused.append((_name_of(member)[:300], why))
        elif path and not is_ignored(path):
            bundle.files[path] = _opener(archive, member)
    return bundle.without_common_folder()


def of_folder(folder: Path) -> Bundle:
    """The files under a folder; links that lead out of it are not followed."""
    bundle = Bundle()
    for path, size in _walked(folder):
        name = path.relative_to(folder).as_posix()
        clean = clean_path(name)
        if path.is_symlink() or not path.is_file():
            bundle.refused.append((name, _("A link to another file is not followed.")))
        elif clean is None or size > LARGEST:
            bundle.refused.append(
                (name, _("The file is too large, or has a name that leads out of the folder."))
            )
        elif not is_ignored(clean):
            bundle.files[clean] = _file_opener(path)
        if len(bundle.files) > MOST_FILES:
            raise BadImport(_("There are more than %(most)s files.") % {"most": MOST_FILES})
    return bundle


def of_file(name: str, content: bytes) -> Bundle:
    """One file alone."""
    path = clean_path(name) or "document.md"
    return Bundle({path.rpartition("/")[2]: lambda: io.BytesIO(content)})


def clean_path(name: str) -> str | None:
    """A path inside the bundle; None when it leads out of it, or is none."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/"))
    if plain.startswith("/") or "\x00" in plain or plain[1:2] == ":":
        return None
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    if not parts or ".." in parts or len(plain) > 500:
        return None
    return "/".join(parts)


def is_ignored(path: str) -> bool:
    """What systems and editors leave in folders."""
    return path.startswith(IGNORED) or any(part.startswith(".") for part in path.split("/"))


def _must_be_modest(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise BadImport(_("There are more than %(most)s files.") % {"most": MOST_FILES})
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise BadImport(_("The archive would swell beyond reason."))


def _why_not(member: zipfile.ZipInfo, path: str | None, bundle: Bundle) -> str:
    if path is None:
        return _("The name leads out of the archive.")
    if stat.S_ISLNK(member.external_attr >> 16):
        return _("A link to another file is not followed.")
    if member.flag_bits & 0x1:
        return _("The file is locked with a password.")
    if member.file_size > LARGEST or member.file_size > SWELLS * max(member.compress_size, SMALL // SWELLS):
        return _("The file is too large, or would swell beyond reason.")
    return _("There is another file of this name.") if path in bundle.files else ""


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name as it was meant: old archivers wrote names without saying in which letters."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for letters in ("utf-8", "cp852"):
        try:
            return raw.decode(letters)
        except UnicodeDecodeError:
            continue
    return member.filename


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Reading:
    return lambda: archive.open(member)


def _file_opener(path: Path) -> Reading:
    return lambda: path.open("rb")


def _walked(folder: Path) -> Iterator[tuple[Path, int]]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place) / name
            yield path, 0 if path.is_symlink() else path.stat().st_size

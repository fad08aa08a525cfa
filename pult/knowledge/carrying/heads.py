"""The head of a Markdown file, as many tools write it: YAML between two lines of three hyphens."""

from collections.abc import Mapping
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

from pult.knowledge.errors import BadImport

LONGEST: Final = 200_000
Head = dict[str, str | list[str]]


class _Reader(yaml.BaseLoader):
    """Words only: nothing is taken for a number, a date or a truth, and nothing refers to anything else."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def split(text: str) -> tuple[Head, str]:
    """The head and the rest. Raises BadImport when there is a head that cannot be read."""
    if not text.startswith("---\n"):
        return {}, text
    end = text.find("\n---\n", 3)
    if end < 0:
        return ({}, text) if not text.endswith("\n---") else (_read(text[4:-4]), "")
    return _read(text[4 : end + 1]), text[end + 5 :].removeprefix("\n")


def join(head: Mapping[str, str | list[str]], body: str) -> str:
    """A file that `split` reads again."""
    # That a document lies nowhere is said as well: else it would lie where its file lies.
    kept = {key: value for key, value in head.items() if value or key == "category"}
    written = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100_000)
    return f"---\n{written}---\n\n{body}\n"


def _read(text: str) -> Head:
    if len(text) > LONGEST:
        raise BadImport(_("The head of the file is too long."))
    try:
        found = yaml.load(text, Loader=_Reader)  # noqa: S506 - a loader that gives words only
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadImport(_("The head of the file cannot be read.")) from error
    if not isinstance(found, dict):
        return {}
    return {str(key).strip().lower(): _plain(value) for key, value in found.items()}


def _plain(value: Any) -> str | list[str]:
    if isinstance(value, list):
        return [str(one) for one in value if isinstance(one, str) and one.strip()]
    return value if isinstance(value, str) else ""

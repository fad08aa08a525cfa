#!/usr/bin/env python
"""The words of the interface: gathers them from code and templates, and compiles what was translated.

    tools/messages.py              bring pult/<package>/locale/<locale>/LC_MESSAGES/django.po up to date, and compile
    tools/messages.py --compile    only compile; Serbian in Cyrillic is made from Serbian in Latin script
    tools/messages.py --check      say what is missing, out of date or contradictory; exit status 1 if anything is

Names of packages after the option narrow the work down. GNU gettext is not needed.
"""

import argparse
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pult.foundation.text.script import to_cyrillic

ROOT = Path(__file__).resolve().parent.parent
PULT = ROOT / "pult"
TRANSLATED = ("hr", "sr_Latn")
DERIVED = {"sr": "sr_Latn"}
PLURAL = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}|</?[a-z][a-z0-9-]*")

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Found:
    """A message where it is used."""

    id: str | tuple[str, str]
    context: str | None
    path: str
    comments: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What tells one message from another."""
        return self.context, self.id if isinstance(self.id, str) else self.id[0]


def packages(names: list[str] | None = None) -> list[Path]:
    """The packages of Pult, or those that were named."""
    found = sorted(path.parent for path in PULT.glob("*/__init__.py"))
    return [path for path in found if not names or path.name in names]


def catalog_path(package: Path, locale: str) -> Path:
    """Where a package keeps its words in a language."""
    return package / "locale" / locale / "LC_MESSAGES" / "django.po"


def messages_of(package: Path) -> dict[Key, list[Found]]:
    """Every message of the package, with all the places where it stands."""
    gathered: dict[Key, list[Found]] = {}
    for path in sorted([*package.rglob("*.py"), *package.rglob("templates/**/*.*")]):
        if not {"tests", "migrations", "node_modules"} & set(path.relative_to(package).parts):
            for found in messages_in(path):
                gathered.setdefault(found.key, []).append(found)
    return gathered


def messages_in(path: Path) -> Iterator[Found]:
    """The messages of one file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = python_of_template(source, str(path))
    where = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    rows = extract(
        "python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",),
        options={"encoding": "utf-8"},
    )  # fmt: skip
    for _line, message, comments, context in rows:
        if message:
            words = message if isinstance(message, str) else (message[0], message[1])
            yield Found(words, context, where, tuple(comments))


def python_of_template(source: str, origin: str) -> str:
    """The calls of gettext that a template amounts to, one flat line after the other."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    return re.sub(r"(?m)^[ \t]+", "", templatize(source, origin=origin))


def read_catalog(path: Path, locale: str) -> Catalog:
    """The translations that there are."""
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def updated_catalog(package: Path, locale: str, found: dict[Key, list[Found]]) -> Catalog:
    """The package's messages with the translations that there are; what is no longer said is dropped."""
    before = read_catalog(catalog_path(package, locale), locale)
    after = Catalog(locale=locale, project="Pult", charset="utf-8")
    vars(after).update(_num_plurals=3, _plural_expr=PLURAL.partition("plural=")[2].rstrip(";"))
    for (context, _), places in sorted(found.items(), key=lambda item: (item[0][1], item[0][0] or "")):
        words = next((place.id for place in places if isinstance(place.id, tuple)), places[0].id)
        known = before.get(words if isinstance(words, str) else words[0], context)
        after.add(
            words,
            _fitting(known, words),
            locations=[(path, 0) for path in sorted({place.path for place in places})],
            flags={"fuzzy"} if known and known.fuzzy else (),
            auto_comments=sorted({comment for place in places for comment in place.comments}),
            user_comments=known.user_comments if known else (),
            context=context,
        )
    return after


def _fitting(known: Message | None, words: str | tuple[str, str]) -> str | tuple[str, ...]:
    """The translation, if it is of the same shape: one form, or one a number."""
    empty: str | tuple[str, ...] = "" if isinstance(words, str) else ("", "", "")
    if known is None or not known.string or isinstance(known.string, str) != isinstance(empty, str):
        return empty
    return known.string if isinstance(known.string, str) else tuple(known.string)


def as_po(catalog: Catalog) -> bytes:
    """The catalog as a file that two people make alike: no dates, no line numbers."""
    out = io.BytesIO()
    write_po(out, catalog, width=110, include_lineno=False, sort_output=False, omit_header=True)
    head = (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: Pult\\n"\n'
        f'"Language: {catalog.locale}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURAL}\\n"\n\n'
    )
    return (head + out.getvalue().decode()).rstrip().encode() + b"\n"


def update(names: list[str]) -> None:
    """Bring the message files up to date and say what waits for a translator."""
    for package in packages(names):
        found = messages_of(package)
        for locale in TRANSLATED:
            path = catalog_path(package, locale)
            if not found:
                path.unlink(missing_ok=True)
                continue
            catalog = updated_catalog(package, locale, found)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_po(catalog))
            missing = sum(not is_translated(message) for message in catalog if message.id)
            print(f"{package.name:15} {locale:8} {len(catalog):4} messages, {missing} not translated")


def is_translated(message: Message) -> bool:
    """Whether every form of the message has words."""
    return all(forms_of(message))


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation: one form, or one for each kind of number."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def compile_all(names: list[str]) -> None:
    """Write the files that Django reads, where they are older than their source."""
    tools = max(
        (ROOT / path).stat().st_mtime for path in ("tools/messages.py", "pult/foundation/text/script.py")
    )
    for package in packages(names):
        for locale in (*TRANSLATED, *DERIVED):
            source = catalog_path(package, DERIVED.get(locale, locale))
            target = catalog_path(package, locale).with_suffix(".mo")
            if not source.exists():
                target.unlink(missing_ok=True)
            elif not target.exists() or target.stat().st_mtime <= max(source.stat().st_mtime, tools):
                compile_one(source, target, locale)


def compile_one(source: Path, target: Path, locale: str) -> None:
    """Write one file that Django reads; what has no translation yet stays in English."""
    catalog = read_catalog(source, DERIVED.get(locale, locale))
    for message in list(catalog):
        if message.id and not is_translated(message):
            catalog.delete(message.id, message.context)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, in_cyrillic(catalog) if locale in DERIVED else catalog)


def in_cyrillic(catalog: Catalog) -> Catalog:
    """The same translations in Cyrillic letters; placeholders stay."""
    for message in catalog:
        if message.id and message.string:
            forms = tuple(to_cyrillic(form) for form in forms_of(message))
            message.string = forms[0] if isinstance(message.string, str) else forms
    return catalog


def faults_of(package: Path) -> list[str]:
    """What stands between this package and being understood in every language."""
    found = messages_of(package)
    faults = []
    for locale in TRANSLATED:
        path = catalog_path(package, locale)
        if not found:
            faults += [f"{locale}: a message file without messages"] * path.exists()
            continue
        catalog = updated_catalog(package, locale, found)
        if not path.exists() or path.read_bytes() != as_po(catalog):
            faults.append(f"{locale}: out of date; run `make messages`")
        faults += [f"{locale}: {fault}" for message in catalog if message.id for fault in faults_in(message)]
    return faults


def faults_in(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    if message.fuzzy:
        yield f"fuzzy: {ids[0]!r}"
    if not is_translated(message):
        yield f"not translated: {ids[0]!r}"
        return
    wanted = sorted(PLACEHOLDER.findall(ids[-1]))
    for form in forms_of(message):
        if sorted(PLACEHOLDER.findall(form)) != wanted:
            yield f"placeholders differ: {ids[0]!r} is {form!r}"
        if sorted(PLACEHOLDER.findall(to_cyrillic(form))) != sorted(PLACEHOLDER.findall(form)):
            yield f"placeholders are lost in Cyrillic: {form!r}"


def contradictions() -> list[str]:
    """Messages that two packages translate differently; only one of them would be seen."""
    said: dict[tuple[str, str | None, str], dict[tuple[str, ...], str]] = {}
    for package in packages():
        for locale in TRANSLATED:
            for message in read_catalog(catalog_path(package, locale), locale):
                if message.id and is_translated(message):
                    words = message.id if isinstance(message.id, str) else message.id[0]
                    forms = said.setdefault((locale, message.context, words), {})
                    forms.setdefault(forms_of(message), package.name)
    return [
        f"{locale}: {words!r} is " + " but ".join(f"{form!r} in {name}" for form, name in forms.items())
        for (locale, _, words), forms in sorted(said.items(), key=str)
        if len(forms) > 1
    ]


def check(names: list[str]) -> int:
    """Print every fault by package; 1 if there is one."""
    reports = {package.name: faults_of(package) for package in packages(names)}
    if not names:
        reports["across packages"] = contradictions()
    for name, faults in reports.items():
        for fault in faults:
            print(f"{name}: {fault}")
    return int(any(reports.values()))


def main() -> int:
    """Do what was asked."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--compile", action="store_true", help="only compile")
    options.add_argument("--check", action="store_true", help="only say what is wrong")
    options.add_argument("packages", nargs="*", help="packages to look at; all unless named")
    asked = options.parse_args()
    if asked.check:
        return check(asked.packages)
    if not asked.compile:
        update(asked.packages)
    compile_all(asked.packages)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

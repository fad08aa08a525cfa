"""A script as a page that can be read, searched and compared: its steps in Markdown."""

from collections.abc import Iterator

from .linking import address_in_text
from .types.scripts import Script, Step


def outline(script: Script) -> str:
    """The whole script, step by step."""
    titles = {step.key: step.title for step in script.steps}
    return "\n\n".join(line for step in script.steps for line in _lines(step, titles))


def _lines(step: Step, titles: dict[str, str]) -> Iterator[str]:
    yield f"## {_plain(step.title)}"
    if step.text:
        yield step.text
    for language, words in step.say.items():
        yield "\n".join(f"> {line}" for line in f"({language}) {words}".split("\n"))
    if step.blanks:
        yield "\n".join(f"- {_plain(blank.label)}: …" for blank in step.blanks)
    if step.closing is None:
        ways = [(choice.label, choice.to) for choice in step.choices] or [("", step.leads_to)]
        yield "\n".join(f"- {_plain(label)} → {_plain(titles.get(to, '?'))}" for label, to in ways)
    for pk in step.documents:
        yield f"[{address_in_text(pk)}]({address_in_text(pk)})"


def _plain(text: str) -> str:
    return " ".join(text.replace("[", "(").replace("]", ")").split())

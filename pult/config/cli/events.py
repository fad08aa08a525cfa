"""`pult events`: who listens to what."""

import argparse

from pult.config.cli.setting_up import django_up


def run(arguments: list[str]) -> int:
    """Print every kind of fact with those who hear of it."""
    parser = argparse.ArgumentParser(
        prog="pult events", description="Every kind of fact, and who listens to it."
    )
    parser.add_argument("--markdown", action="store_true", help="as the table of ARCHITECTURE.md")
    options = parser.parse_args(arguments)
    django_up()
    print(as_markdown() if options.markdown else as_text())
    return 0


def who_listens() -> list[tuple[str, str, list[str]]]:
    """Each fact: its name, what it says, and the subscribers in the order in which they are told. Django must be up."""
    from pult.foundation.events import known_events, subscribers_of

    return [
        (name, _first_line(event.__doc__), [_short(to.path) for to in subscribers_of(name)])
        for name, event in known_events().items()
        if event.__module__.startswith("pult.") and ".tests." not in event.__module__
    ]


def as_text() -> str:
    """For a terminal."""
    lines = []
    for name, says, listeners in who_listens():
        lines += [f"{name}: {says}", *[f"    {one}" for one in listeners or ["(kept in the log only)"]]]
    return "\n".join(lines)


def as_markdown() -> str:
    """For the documentation."""
    rows = [
        f"| `{name}` | {says} | {', '.join(f'`{one}`' for one in listeners) or 'kept in the log only'} |"
        for name, says, listeners in who_listens()
    ]
    return "\n".join(["| fact | what it says | who hears of it, in order |", "|---|---|---|", *rows])


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]


def _short(path: str) -> str:
    return path.removeprefix("pult.")

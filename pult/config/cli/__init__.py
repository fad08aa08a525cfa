"""The command `pult`. Each verb is imported only when it is asked for, so that small ones start at once."""

import sys
from collections.abc import Callable
from importlib import import_module

from pult import __version__

# verb: (module, function, what it does)
COMMANDS = {
    "up": ("pult.config.cli.up", "run", "Start everything: database, web, worker, mail listener"),
    "web": ("pult.config.cli.web", "run", "Start one web process"),
    "work": ("pult.config.cli.work", "run", "Start one worker, with the mail listener"),
    "migrate": ("pult.config.cli.migrate", "run", "Bring the database up to this release"),
    "receive": ("pult.config.cli.mail", "receive", "Take raw mails in: standard input, a folder, an mbox"),
    "import": (
        "pult.config.cli.mail",
        "bring_in",
        "import mbox|folder|zendesk|…: the past, without side effects",
    ),
    "parse": ("pult.gateways.email.commands", "parse_command", "Show raw mails as Pult reads them"),
    "user": ("pult.config.cli.people", "user", "user create: make an administrator"),
    "token": ("pult.config.cli.people", "token", "token create: print an API token of somebody"),
    "documents": (
        "pult.config.cli.documents",
        "documents",
        "documents import|export: what is known, as files",
    ),
    "events": ("pult.config.cli.events", "run", "Who listens to what"),
    "doctor": ("pult.config.cli.doctor", "run", "What is wrong with this installation"),
    "backup": ("pult.config.cli.backup", "backup", "Write one file with data and uploads"),
    "restore": ("pult.config.cli.backup", "restore", "Restore such a file into an empty installation"),
}


def main() -> int:
    """Run the verb on the command line and give back its exit status."""
    verb, *arguments = sys.argv[1:] or ["--help"]
    if verb in {"-h", "--help", "help"}:
        print(_help())
        return 0
    if verb == "--version":
        print(f"pult {__version__}")
        return 0
    if verb not in COMMANDS:
        print(f"pult: there is no verb {verb}.\n\n{_help()}", file=sys.stderr)
        return 2
    module, function, _ = COMMANDS[verb]
    run: Callable[[list[str]], int] = getattr(import_module(module), function)
    return _run(run, arguments)


def _run(run: Callable[[list[str]], int], arguments: list[str]) -> int:
    from pult.config.cli.words import Complaint

    try:
        return run(arguments)
    except Complaint as complaint:
        print(f"pult: {complaint}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _help() -> str:
    verbs = "\n".join(f"  {verb:<8} {text}" for verb, (_, _, text) in COMMANDS.items())
    return f"Usage: pult VERB [options]     (pult VERB --help tells more)\n\n{verbs}"

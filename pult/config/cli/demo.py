"""The demo department, as `pult up --demo` needs it."""

from importlib import import_module

from pult.config.cli.words import say


def seed() -> None:
    """Make the demo department when there is no data yet, telling how far it is. Django must be up."""
    demo = import_module("pult.demo.seed")
    if demo.is_needed():
        say("Making the demo department; with two cores it takes a minute or two")
        demo.seed(progress=say)


def logins(address: str) -> str:
    """Who can sign in to the demo, as a table for the terminal."""
    people = import_module("pult.demo.people")
    rows = "\n".join(f"    {email:<32} {what}" for email, what in people.logins())
    return (
        f"\n  Sign in at {address}/demo, or with one of these and the password {people.PASSWORD}:\n{rows}\n"
    )

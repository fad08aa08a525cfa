"""`pult receive` and `pult import`: raw mails through the real intake."""

from importlib import import_module

from pult.config.cli.migrate import is_prepared, migrate
from pult.config.cli.setting_up import database, django_up, environment


def receive(arguments: list[str]) -> int:
    """Have a database that is up to date, then take the mails in."""
    return _prepared("receive_command", arguments)


def bring_in(arguments: list[str]) -> int:
    """Have a database that is up to date, then bring the past in: old mail, or what was said in another desk."""
    is_mail = not arguments or arguments[0] in {"mbox", "folder", "-h", "--help"}
    return _prepared("import_command", arguments, of="email" if is_mail else "desks")


def _prepared(command: str, arguments: list[str], *, of: str = "email") -> int:
    env = environment()
    with database(env):
        django_up()
        if env.database_url is None and not is_prepared(env):
            migrate(env)
        status: int = getattr(import_module(f"pult.gateways.{of}.commands"), command)(arguments)
    return status

"""`pult user` and `pult token`: who gets in when nobody is in yet."""

import argparse
import getpass
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from pult.config.cli.migrate import is_prepared, migrate
from pult.config.cli.setting_up import database, django_up, environment
from pult.config.cli.words import Complaint, say


def user(arguments: list[str]) -> int:
    """`user create`: make an administrator."""
    parser = argparse.ArgumentParser(prog="pult user")
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser(
        "create", description="Make an administrator. The password is asked for, or made up."
    )
    create.add_argument("email")
    create.add_argument("--name", help="as colleagues see it; absent: the address")
    create.add_argument(
        "--password-from-stdin",
        action="store_true",
        help="read the password from the first line of standard input",
    )
    options = parser.parse_args(arguments)
    password, made_up = _password(from_stdin=options.password_from_stdin)
    with _installation():
        _create(options.email, options.name or options.email, password)
    say(f"{options.email} can sign in as an administrator.")
    if made_up:
        print(password)
    return 0


def token(arguments: list[str]) -> int:
    """`token create`: print an API token of somebody, once."""
    parser = argparse.ArgumentParser(prog="pult token")
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser(
        "create", description="Make an API token and print it. It is kept nowhere and cannot be shown again."
    )
    create.add_argument("email", help="whose rights it has")
    create.add_argument("--name", default="command line", help="what it is for")
    create.add_argument(
        "--scope",
        action="append",
        choices=["read", "write", "admin"],
        help="once for each; absent: read and write",
    )
    create.add_argument("--days", type=int, help="how long it is good; absent: until it is revoked")
    options = parser.parse_args(arguments)
    with _installation():
        secret = _issue(options.email, options.name, options.scope or ["read", "write"], options.days)
    print(secret)
    return 0


def _issue(email: str, name: str, scopes: list[str], days: int | None) -> str:
    from django.utils import timezone

    from pult.accounts import operations as accounts
    from pult.accounts.models import Person
    from pult.foundation.actors import SYSTEM
    from pult.foundation.errors import DomainError

    person = Person.objects.active().filter(email__iexact=email.strip()).first()
    if person is None:
        raise Complaint(f"Nobody with the address {email} can sign in here.")
    until = None if days is None else timezone.now() + timedelta(days=days)
    try:
        _, secret = accounts.issue_token(person, by=SYSTEM, name=name, scopes=scopes, expires_at=until)
    except DomainError as error:
        raise Complaint(str(error)) from error
    return secret


def _create(email: str, name: str, password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import IntegrityError

    from pult.accounts import operations as accounts
    from pult.foundation.actors import SYSTEM
    from pult.foundation.errors import DomainError
    from pult.foundation.rights import BuiltIn

    try:
        validate_password(password)
        accounts.create_person(
            name=name, email=email, password=password, roles=[BuiltIn.ADMINISTRATOR], by=SYSTEM
        )
    except IntegrityError as error:
        raise Complaint(f"Somebody with the address {email} is there already.") from error
    except ValidationError as error:
        raise Complaint(" ".join(error.messages)) from error
    except DomainError as error:
        raise Complaint(str(error)) from error


def _password(*, from_stdin: bool) -> tuple[str, bool]:
    """The password, and whether it was made up."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n"), False
    if not sys.stdin.isatty():
        return secrets.token_urlsafe(15), True
    first = getpass.getpass("Password (empty: one is made up): ")
    if not first:
        return secrets.token_urlsafe(15), True
    if getpass.getpass("Again: ") != first:
        raise Complaint("The two passwords differ; nothing was changed.")
    return first, False


@contextmanager
def _installation() -> Iterator[None]:
    env = environment()
    with database(env):
        django_up()
        if env.database_url is None and not is_prepared(env):
            migrate(env)
        yield

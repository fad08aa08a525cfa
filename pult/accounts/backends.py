"""Who somebody is: signing in, and being recognised on every page after that."""

from collections.abc import Iterable
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from pult.foundation.database.kept import Kept

from .models import Person

COLUMNS = tuple(field.attname for field in Person._meta.concrete_fields)


def _person(row: Iterable[Any]) -> Person:
    return Person.from_db("default", COLUMNS, tuple(row))


KNOWN = Kept(_person)


class SignedIn(AuthenticationBackend):
    """Sign-in by address and password, and a short way to the person of a session."""

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session, unless they may no longer sign in."""
        found = KNOWN.ask(
            "person",
            lambda slots: Person.objects.filter(pk=slots["person"]).values_list(*COLUMNS),
            {"person": int(user_id)},
        )
        return found[0] if found and found[0].is_active else None

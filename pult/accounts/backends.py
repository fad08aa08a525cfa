"""Who somebody is: signing in, and being recognised on every page after that."""

from collections.abc import Mapping
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from pult.foundation import restricting
from pult.foundation.database.kept_models import KeptModels

from .models import Person

KNOWN: KeptModels[Person] = KeptModels()


class SignedIn(AuthenticationBackend):
    """Sign-in by address and password, and a short way to the person of a session."""

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session, unless they may no longer sign in."""
        person = KNOWN.first("person", _asked, {"person": int(user_id)})
        return person if person is not None and person.is_active else None


def _asked(slots: Mapping[str, Any]) -> "QuerySet[Person]":
    found: QuerySet[Person] = Person.objects.filter(pk=slots["person"])
    return found.annotate(**restricting.anything_of_each())

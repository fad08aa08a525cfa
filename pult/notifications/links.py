"""The link in a letter with which somebody stops letters without signing in."""

from django.core import signing

from pult.accounts.models import Person

SALT = "notifications.stop"


def stop_token(person: Person) -> str:
    """Names one person, and cannot be made by anybody else."""
    return signing.dumps(person.pk, salt=SALT)


def person_of(token: str) -> Person | None:
    """Whose letters a link stops."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found: Person | None = Person.objects.filter(pk=pk).first()
    return found

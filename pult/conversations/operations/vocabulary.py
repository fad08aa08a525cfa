"""The words that were ever said, by which the beginnings of words are found."""

from collections.abc import Iterable

from django.db import connection

from pult.foundation.text.query import SHORTEST_PREFIX

LEARN = "INSERT INTO conversations_knownword (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"


def learn(keys: Iterable[str]) -> None:
    """Note the words that nobody has said before."""
    # In one order everywhere, or two who say the same new words could wait for each other.
    words = sorted({key for key in keys if len(key) >= SHORTEST_PREFIX})
    with connection.cursor() as cursor:
        cursor.execute(LEARN, [words])

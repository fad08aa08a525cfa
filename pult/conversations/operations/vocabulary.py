"""The words that were ever said, by which the beginnings of words are found."""

from collections.abc import Iterable

from django.db import connection

from pult.foundation.text.codes import code
from pult.foundation.text.query import SHORTEST_PREFIX

LEARN = "INSERT INTO conversations_knownword (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"

UNLEARN = """
DELETE FROM conversations_knownword known USING unnest(%s::text[], %s::integer[]) AS said (word, code)
WHERE known.word = said.word
AND NOT EXISTS (SELECT FROM conversations_messageindex kept WHERE kept.codes @> ARRAY[said.code])
"""


def worth_knowing(keys: Iterable[str]) -> list[str]:
    """Those of which a beginning can be asked for.

    In one order everywhere, or two who say the same new words could wait for each other.
    """
    return sorted({key for key in keys if len(key) >= SHORTEST_PREFIX})


def learn(keys: Iterable[str]) -> None:
    """Note the words that nobody has said before."""
    with connection.cursor() as cursor:
        cursor.execute(LEARN, [worth_knowing(keys)])


def unlearn(keys: Iterable[str]) -> None:
    """Forget the words that no message is found by any more."""
    words = worth_knowing(keys)
    with connection.cursor() as cursor:
        cursor.execute(UNLEARN, [words, [code(key) for key in words]])

"""Beginnings of words in a query, spelt out with the words that were ever said."""

from functools import reduce
from operator import or_

from django.db.models import Q

from pult.conversations.models import KnownWord
from pult.foundation.text.query import Query


def spelt_out(asked: Query) -> Query:
    """The query with the known words in place of every beginning."""
    if not asked.beginnings:
        return asked
    begins = reduce(or_, (Q(word__startswith=beginning) for beginning in asked.beginnings))
    return asked.spelt_out(KnownWord.objects.filter(begins).order_by("word").values_list("word", flat=True))

"""The live topic of notices: what one person is told."""

from pult.foundation import live
from pult.foundation.actors import Actor


def _own(actor: Actor, asked: set[int]) -> set[int]:
    return asked & {actor.person_id} - {0}


NOTICES = live.Topic("notices", may_listen=_own)

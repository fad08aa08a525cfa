"""Words so frequent that a question is better without them; the index keeps them, as phrases need them."""

from typing import Final

from pult.foundation.text import analyser

_OURS: Final = """
a ako ali baš bez bi bih bila bili bilo bio biste bismo biti bude budu ću će ćemo ćete ćeš da do dok evo ga
gdje gde i ih ili im iz ja je jer jesam jesmo jeste jesu joj još ju k ka kad kada kako kao koja koje koji
koju kojeg kojem li me mene mi mnom moj moja moje moju mu na nad naš naša naše ne nego neka neki nešto ni
nije nisam nismo niste nisu njega njoj njih njim njima o od on ona one oni ono ovaj ova ove ovo ovog ovom pa
po pod pre pri prije s sa sam samo se sebe sebi smo ste su šta što sve svi svoj svoja svoje ta taj te tebe
tebi ti to toga tom tu u uz vam vama vas vaš vaša vaše već vi za zar
"""
_ENGLISH: Final = """
a an and are as at be been but by can could did do does for from had has have he her his how i if in into is
it its me my of on or our she should so than that the their them then there these they this those to us was
we were what when where which who will with would you your s t re ve ll d m
"""

STOP_KEYS: Final = frozenset(map(analyser.key, (_OURS + _ENGLISH).split()))

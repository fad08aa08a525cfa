"""Words that tell hrvatski, srpski and bosanski apart, and how strongly.

Written without marks, as many people type. A hyphen at the end: any word that begins so. What is said in two of
the three counts for both. Yat itself (mlijeko or mleko) is not listed: folding and the ekavian list know it.
"""

from typing import Final, NamedTuple


class Points(NamedTuple):
    """Evidence for each of the three; negative against."""

    hr: float = 0
    sr: float = 0
    bs: float = 0

    def __add__(self, other: object) -> "Points":
        if not isinstance(other, Points):
            return NotImplemented
        return Points(self.hr + other.hr, self.sr + other.sr, self.bs + other.bs)


IJEKAVIAN: Final = Points(hr=1, sr=-1.5, bs=1)
EKAVIAN: Final = Points(hr=-1, sr=1.5, bs=-1)
DA_LI: Final = Points(hr=-0.7, sr=0.8, bs=0.8)  # "da li možete"
VERB_LI: Final = Points(hr=0.5, bs=0.3)  # "možete li"
MODAL_DA: Final = Points(hr=-1, sr=1.2)  # "hoću da vratim"
MODAL_INFINITIVE: Final = Points(hr=0.5, sr=-0.2, bs=0.4)  # "želim vratiti"

_CROATIAN: Final = """
tko netko nitko svatko itko nesto- tjed- uvjet- tvrtk- kolodvor- zracn- sijecn- veljac- ozuj- travanj travnj-
svibanj svibnj- lipanj lipnj- srpanj srpnj- kolovoz- rujan rujn- listopad- studen- prosinac prosinc- tisuc-
kruh- sustav- racunal- zaslon- tipkovnic- rajcic- glazb- poveznic- sukladno glede jamstv- odvjetni- ljekarn-
kazalist- nogomet- zrakoplov- putovnic- osobn- vlak- ucinkovit- zaprim- kuna kune kuni kunu eura euro euri
registrir- rezervir- organizir- informir- djelatni- poslovnic- hladnjak- stednjak- zarulj- zlic- rucnik-
prometn- hlac- posjetitelj- voditelj- ravnatelj- pisac- izbornik- vijest- narudzbenic- kava kave kavu uporab-
vrhnj-
"""
_SERBIAN: Final = """
porudzbin- narudzbin- porucio porucila porucili poruceno poruciti povracaj- mejl- vazduh- fudbal- bioskop-
pozoris- opstin- hleb- rsd dinar- evra evro evri kuva- kuvar- duvan- duvansk- stampac- sajt- unapred drzavlj-
racunovod- koriscen- obezbed- poslednj- resenj- nedelj- sargarep- saglasn-
"""
_BOSNIAN: Final = """
lahk- mehk- kahv- sedmic- km bam sarajev- bosn- bosan- mostar- tuzl- zenic- banjalu- bihac- selam merhaba hljeb-
histori- august- federacij- hercegov-
"""
_SERBIAN_OR_BOSNIAN: Final = """
uslov- sta ko neko niko svako hiljad- fabrik- racunar- kompjuter- voz voza vozom saobracaj- uputstv- frizider-
sporet- sijalic- kasik- pantalon- peskir- tastatur- preduzec- prodavnic- registrov- registruj- rezervis-
organizov- informis- januar- februar- mart marta martu april- maja juna jula septembar septembr- oktobar oktobr-
novembar novembr- decembar decembr- pasos- licn- advokat- apotek-
"""
_CROATIAN_OR_BOSNIAN: Final = """
gdje ovdje ondje grije razumije umije negdje svugdje prije poslije dvije obje uvijek smije narudzb- kuha- kuhal-
suh- duhan- opcin- poslan- povrat- koristen- sretn- bijel- lijep- rjes- zadnj-
"""
_SERBIAN_ONLY_EKAVIAN: Final = """
gde ovde onde negde svuda pre posle dve obe uvek hteo htela hteli zeleo zelela razumem sme dole primer
"""
_PLACES: Final = (
    ("zagreb- split- rijek- osijek- zadar zadr- pul- hrvatsk-", Points(hr=0.4)),
    ("beograd- nis nisu novi sad srbij- kragujev- subotic- zemun-", Points(sr=0.4)),
)

_GROUPS: Final = (
    (_CROATIAN, Points(hr=1.2, sr=-0.6)),
    (_SERBIAN, Points(hr=-0.6, sr=1.2)),
    (_BOSNIAN, Points(bs=1.6)),
    (_SERBIAN_OR_BOSNIAN, Points(hr=-0.8, sr=0.9, bs=0.9)),
    (_CROATIAN_OR_BOSNIAN, Points(hr=0.9, sr=-1.2, bs=0.8)),
    (_SERBIAN_ONLY_EKAVIAN, EKAVIAN),
    *_PLACES,
)

WORDS: Final = {word: points for text, points in _GROUPS for word in text.split() if not word.endswith("-")}
BEGINNINGS: Final = {
    word[:-1]: points for text, points in _GROUPS for word in text.split() if word.endswith("-")
}
# With its marks this word is one people choose; without them it may be a table or a hundred.
MARKED_WORDS: Final = {"što": Points(hr=0.6, bs=-0.2), "šta": Points(hr=-0.3)}
_MODALS: Final = """
hocu zelim zeli zelimo mogu moze mozemo mozete treba trebam trebamo moram morate volim volela htela hteo htjela
htio necu nece neces bih bi
"""
MODALS: Final = frozenset(_MODALS.split())

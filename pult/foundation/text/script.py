"""Serbian for people: from Latin letters to Cyrillic ones, leaving alone what is not Serbian.

The interface is translated once, into Serbian in Latin script; its Cyrillic twin is made here. Two things
make this more than a table. A few stems keep n and j, or d and ž, apart (инјекција, надживети), and a message
carries pieces that must survive letter by letter: placeholders, tags, addresses, names of products.
"""

import re
import unicodedata
from typing import Final

_CYRILLIC: Final = {
    "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "đ": "ђ", "e": "е", "ž": "ж", "z": "з", "i": "и",
    "j": "ј", "k": "к", "l": "л", "lj": "љ", "m": "м", "n": "н", "nj": "њ", "o": "о", "p": "п", "r": "р",
    "s": "с", "t": "т", "ć": "ћ", "u": "у", "f": "ф", "h": "х", "c": "ц", "č": "ч", "dž": "џ", "š": "ш",
}  # fmt: skip
_LETTER: Final = re.compile(r"lj|nj|dž|[a-zđžćčš]", re.IGNORECASE)
_SERBIAN_WORD: Final = re.compile(r"[abcčćdđefghijklmnoprsštuvzž]+", re.IGNORECASE)
_LIGATURES: Final = str.maketrans(
    {"Ǆ": "DŽ", "ǅ": "Dž", "ǆ": "dž", "Ǉ": "LJ", "ǈ": "Lj", "ǉ": "lj", "Ǌ": "NJ", "ǋ": "Nj", "ǌ": "nj"}
)

# Where two letters stay two letters. The bar stands between them; a leading caret means "only at the start".
_APART_STEMS: Final = """
in|jekc in|jekt in|jicir in|jurij kon|junk kon|jug kon|jekt tan|jug an|jon pan|jelin san|joaki ^van|jez
^van|jadr ^nad|živ ^nad|žnj ^nad|žup ^nad|ždr ^nad|žan ^od|žal ^od|živ ^od|žvak ^od|ždr ^od|žmi ^od|žd
^od|žub ^od|žnj ^pod|žeć ^pod|žeg ^pod|žež ^pod|žig ^pod|žiž ^pod|žup ^pod|žan ^pod|žar ^pod|žel ^pod|žnj
^pred|živ ^pred|žet ^pred|žen
"""
_PREFIX: Final = "(?:ne|naj|po|is)?"
_SEAM: Final = "\u200c"


def _apart(stem: str) -> re.Pattern[str]:
    left, right = stem.removeprefix("^").split("|")
    start = f"^{_PREFIX}" if stem.startswith("^") else ""
    return re.compile(f"({start}{left})({right})", re.IGNORECASE)


_APART: Final = tuple(_apart(stem) for stem in _APART_STEMS.split())

# Written in Latin letters inside Serbian Cyrillic text too.
_NAMES_LIST: Final = """
acl android api apple aws bcc cc ces chat chatbot chatgpt citus co connect cors cpu crm csat csp css csv
dashboard dkim
dmarc dns docker email erp etag excel facebook fcr feedback fi firefox gb gdpr gif github gitlab gmail google h
hr html htmx http https iban ics idp imap img instagram ip jira jpeg jpg json jwt kb ldap linkedin linux login mac
macos mail markdown mb mbox messenger microsoft mime mit nps oauth offline oidc online openai openapi opera
outlook pdf php png postgresql prometheus redis rest rfc rss safari saml scim script sdk sftp sip skype sla slack smime
sms smtp spf sql src ssl sso stripe svg tb ticket tls totp tsv twilio uri url urls utf uuid valkey viber vip voip
webauthn wi xml yaml youtube zendesk zip zoom
"""
_NAMES: Final = frozenset(_NAMES_LIST.split())
_ROMAN: Final = re.compile(r"(?:II|III|IV|VII|VIII)")
# Serbian doubles letters only where a prefix or a compound meets its word, and these hardly ever.
_DOUBLE: Final = re.compile(r"bb|cc|ff|gg|ll|pp|ss|tt", re.IGNORECASE)
_INNER_CAPITAL: Final = re.compile(r"[a-zčćđšž][A-ZČĆĐŠŽ]")

_KEPT: Final = re.compile(
    r"""
      <[A-Za-z/!][^<>]*>                                    # a tag, with everything it carries
    | &(?:[A-Za-z]+\d*|\#\d+|\#x[0-9A-Fa-f]+);              # an entity
    | \{\{.*?\}\} | \{%.*?%\} | \$?\{[^{}\s]*\}             # template and format placeholders
    | %\(\w+\)[-#0+\ ]*\d*(?:\.\d+)?[a-zA-Z]                # %(name)s
    | (?<![\w%])%[-#0+]?\d*(?:\.\d+)?[sdifgr](?![\w])       # %s
    | `[^`\n]*`                                             # code
    | [A-Za-z][A-Za-z0-9+.-]*://\S*[^\s.,;:!?)"'»”]         # an address with a scheme
    | (?:mailto|tel|sms):\S+
    | [\w.+%-]+@[\w-]+(?:\.[\w-]+)*                         # mail
    | (?<!\w)(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>"']*)?(?!\w)   # host or file name, in lower case
    | (?<![\w/])/[a-z][\w./-]*                              # a path
    | (?<!\w)--?[a-z][a-z-]*=?                              # an option of a command
    | (?<!\w)[eE]-mail
    | (?<!\w)(?:Ctrl|Alt|Shift|Cmd|Enter|Esc|Tab)(?!\w)(?:\s?\+\s?\w+)*   # keys
    | (?<!\w)\w*(?:\d|_)\w*                                 # codes and versions
    """,
    re.VERBOSE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")


def to_cyrillic(text: str) -> str:
    """The same Serbian text in Cyrillic letters; placeholders, tags, addresses, foreign names unchanged."""
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    pieces = []
    at = 0
    for kept in _KEPT.finditer(text):
        pieces += [_words(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*pieces, _words(text[at:])])


def _words(text: str) -> str:
    return _WORD.sub(lambda word: word.group() if _is_foreign(word.group()) else _convert(word.group()), text)


def _is_foreign(word: str) -> bool:
    """Not Serbian: letters Serbian does not have, a known name, a doubled letter, a capital in the middle."""
    return (
        not _SERBIAN_WORD.fullmatch(word)
        or word.casefold() in _NAMES
        or bool(_ROMAN.fullmatch(word))
        or bool(_INNER_CAPITAL.search(word))
        or bool(_DOUBLE.search(word))
    )


def _convert(word: str) -> str:
    for stem in _APART:
        word = stem.sub(rf"\1{_SEAM}\2", word)
    return _LETTER.sub(_letter, word).replace(_SEAM, "")


def _letter(match: re.Match[str]) -> str:
    latin = match.group()
    cyrillic = _CYRILLIC[latin.lower()]
    return cyrillic.upper() if latin[0].isupper() else cyrillic


_LATIN: Final = {cyrillic: latin for latin, cyrillic in _CYRILLIC.items()}
_CYRILLIC_WORD: Final = re.compile(f"[{''.join(_LATIN)}{''.join(_LATIN).upper()}]+")


def to_latin(text: str) -> str:
    """The same Serbian text in Latin letters; whatever is not Serbian Cyrillic stays as it is."""
    return _CYRILLIC_WORD.sub(_latin_word, unicodedata.normalize("NFC", text))


def _latin_word(match: re.Match[str]) -> str:
    word = match.group()
    shouted = len(word) > 1 and word.isupper()
    return "".join(_latin_letter(letter, shouted=shouted) for letter in word)


def _latin_letter(letter: str, *, shouted: bool) -> str:
    latin = _LATIN[letter.lower()]
    if letter.islower():
        return latin
    return latin.upper() if shouted or len(latin) == 1 else latin.capitalize()

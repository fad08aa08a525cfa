"""The words with which mail programs begin a quotation, head a forwarded mail or sign for a phone."""

import re

# One alternative per language; the verb of "… wrote:" as programs print it.
WROTE = "|".join((
    r"wrote", r"writes",  # English
    r"schrieb(?:en)?", r"geschrieben",  # Deutsch
    # hrvatski, srpski
    r"(?:je |је )?(?:na)?pisa(?:o|la|li)\b",
    r"napisa(?:o|la)?\s?[/(]\s?(?:la|o)\)?",
    r"je pisa[ol]\w*",
    r"(?:је )?(?:на)?писа(?:о|ла|ли)\b", r"написа(?:о|ла)?\s?[/(]\s?(?:ла|о)\)?",  # српски
    # slovenski, slovenčina, čeština
    r"napisal\w*(?:\(a\))?",
    r"je napisal\w*",
    r"napísal\w*(?:\(a\))?",
    r"píše",
    r"napsal\w*(?:\(a\))?",
    r"napisał\w*(?:\(a\))?", r"pisze",  # polski
    r"a écrit", r"ha scritto", r"escribi[óo]", r"escreveu", r"va escriure", r"a scris",  # Romance
    r"schreef", r"skrev", r"skreiv", r"het volgende geschreven", r"kirjoitti", r"kirjutas",  # Nordic, Dutch
    # русский, українська, български, македонски
    r"написал\w*(?:\(а\))?",
    r"пишет",
    r"написав\w*",
    r"пише",
    r"написа",
    r"напиша",
    # magyar, ελληνικά, Türkçe, latviešu, lietuvių
    r"ezt írta",
    r"írta",
    r"έγραψε",
    r"yazd[ıi]",
    r"şunu yazdı",
    r"rakstīja",
    r"rašė",
    # Asia
    r"写道",
    r"寫道",
    r"书写",
    r"님이 작성",
    r"작성",
    r"のメール",
    r"さんが書きました",
    r"đã viết",
    r"menulis",
    r"כתב\w*", r"كتب",  # Hebrew, Arabic
))  # fmt: skip
WROTE_WORD = re.compile(rf"(?:^|[\s,，\"'>)\]\d日])(?:{WROTE})", re.IGNORECASE)
ENDS_OPEN = re.compile(r"[:：]\s*[*_]?$")
ENDS_WITH_MAILBOX = re.compile(r"<[^<>\s]+@[^<>\s]+>\s*$")
DATE = re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|(?:19|20)\d{2}年|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
BEGINS_WITH_DATE = re.compile(r"\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b")
MAILBOX = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|<[^<>]*>")

HEADER_WORDS = "|".join((
    "From|Sent|To|Subject|Date|Cc|Bcc|Reply-To|Importance|Attachments",
    "Von|Gesendet|An|Betreff|Datum|Kopie|Antwort an",
    "Od|Šalje|Pošiljatelj|Pošiljalac|Poslano|Poslato|Prima|Primatelj|Primalac|Za|Kome|Kopija|Predmet|Tema|Naslov|Upućeno",
    "Од|Шаље|Пошиљалац|Послато|Прима|Прималац|За|Коме|Копија|Предмет|Тема|Наслов|Датум",
    "Zadeva|Prejemnik|Odeslané|Odesláno|Komu|Předmět|Kopie|Dátum|Poslané|Do|Wysłano|Temat|Data|DW",
    "De|Envoyé|À|A|Objet|Da|Inviato|Oggetto|Risposta|Para|Enviado|Enviada em|Asunto|Assunto|Fecha|CC",
    "Van|Verzonden|Aan|Onderwerp|Fra|Til|Emne|Dato|Från|Skickat|Till|Ämne|Lähettäjä|Lähetetty|Vastaanottaja|Aihe|Sendt",
    "От|Кому|Отправлено|Дата|От кого|Копия|Від|Надіслано|Изпратено|Относно|До|Към",
    (
        "Feladó|Küldve|Címzett|Tárgy|Από|Προς|Θέμα|Kimden|Gönderildi|Kime|Konu|Expéditeur|De la|"
        "Către|Trimis|Subiect"
    ),
    "发件人|发送时间|收件人|主题|日期|抄送|寄件者|收件者|主旨|差出人|送信日時|宛先|件名",
    "보낸 사람|받는 사람|제목|보낸 날짜|送信元",
))  # fmt: skip
HEADER_LINE = re.compile(rf"^\s*\*?(?:{HEADER_WORDS})\s?\*?\s?[:：]\*?(?:\s|$|\S)", re.IGNORECASE)

ORIGINAL = "|".join((
    "Original Message", "Original message", "Reply message", "Original Appointment",
    "Ursprüngliche Nachricht", "Originalnachricht", "Originalmeldung",
    "Izvorna poruka", "Originalna poruka", "Prvotna poruka", "Originalno sporočilo", "Izvirno sporočilo",
    "Изворна порука", "Оригинална порука", "Првобитна порука", "Исходное сообщение", "Оригинално съобщение",
    "Message d'origine", "Message d’origine", "Messaggio originale", "Mensaje original", "Mensagem original",
    "Oorspronkelijk bericht", "Opprinnelig melding", "Oprindelig meddelelse", "Ursprungligt meddelande",
    "Alkuperäinen viesti", "Původní zpráva", "Pôvodná správa", "Oryginalna wiadomość", "Wiadomość oryginalna",
    "Eredeti üzenet",
    "Mesaj original",
    "Orijinal Mesaj",
    "Αρχικό μήνυμα",
    "原始邮件",
    "原始郵件",
    "元のメッセージ",
    "원본 메시지",
))  # fmt: skip
SEPARATOR = re.compile(rf"^\s*[-_=]{{2,}}\s*(?:{ORIGINAL})\s*[-_=]{{2,}}\s*$", re.IGNORECASE)
FORWARDED = "|".join((
    "Forwarded [Mm]essage", "Weitergeleitete Nachricht", "Message transféré", "Messaggio inoltrato",
    "Mensaje reenviado", "Mensagem encaminhada", "Doorgestuurd bericht", "Videresendt (?:melding|meddelelse)",
    "Vidarebefordrat meddelande",
    "Proslijeđena poruka",
    "Prosleđena poruka",
    "Прослеђена порука",
    "Posredovano sporočilo",
    "Přeposlaná zpráva",
    "Preposlaná správa",
    "Przekazana wiadomość",
    "Wiadomość przekazana",
    "Továbbított üzenet",
    "Пересланное сообщение",
    "Переслане повідомлення",
    "Препратено съобщение",
    "Mesaj redirecționat",
    "İletilen mesaj",
    "转发的邮件", "轉寄的郵件", "転送メッセージ",
))  # fmt: skip
BEGINS_FORWARD = (
    "Begin forwarded message|Započni prosleđenu poruku|Početak proslijeđene poruke|Почетак прослеђене поруке"
)
FORWARD = re.compile(rf"^\s*(?:-{{2,}}\s*(?:{FORWARDED})\s*-{{2,}}|(?:{BEGINS_FORWARD})\s*:)", re.IGNORECASE)
FORWARD_SUBJECT = re.compile(
    r"^\s*(?:fwd?|wg|tr|rv|enc|vs|vb|pd|i|pr|пр|fs|doorst|proslijeđeno|prosleđeno|прослеђено)\s*:",
    re.IGNORECASE,
)
OUR_MARK = re.compile(r"^[\s>]*##-.*-##\s*$")

DEVICE = (
    r"iphone\w*|ipad\w*|ipod\w*|android\w*|samsung|galaxy|huawei|xiaomi|redmi|nokia|htc|lumia|alcatel|sony|blackberry|pixel|oneplus|"
    r"mobil\w*|mobitel\w*|telefon\w*|phone|smartphone|handy|cell\w*|tablet\w*|device|uređaj\w*|мобилн\w*|телефон\w*|уређај\w*|"
    r"windows|outlook|mail|mailbox|airmail|yahoo\w*|gmail|proton\w*|k-9|bluemail|spark|sparrow|ti-\d+|pc|mac|aqua"
)
PHONE = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"^\W*sent (?:from|via|with|by|using)\b.{{0,90}}(?:{DEVICE}|my)\b.*$",
    rf"^\W*(?:\S+\s)?from (?:my )?(?:{DEVICE})(?:\s\w+)?\W*$",
    (
        r"^\W*(?:poslano|poslato|poslan\w*|послато|послано)\s+(?:s|sa|iz|preko|putem|с|са|из|преко|"
        r"путем|z|z moje\w*)\b.{0,90}$"
    ),
    r"^\W*(?:preuzmi(?:te)?|nabavi(?:te)?|преузми(?:те)?|набави(?:те)?|prenesi(?:te)?)\s+(?:aplikaciju\s+)?\W*outlook\b.{0,60}$",
    (
        r"^\W*(?:get|holen sie sich|obtenir|obtener|télécharger|scarica|ottieni|hanki|skaff|hämta|få|"
        r"pobierz|download|beziehen sie)\s+\W*outlook\b.{0,60}$"
    ),
    rf"^\W*(?:diese nachricht wurde\s)?von (?:meinem|meiner)\b.{{0,90}}(?:{DEVICE}).{{0,60}}gesendet\W*$",
    rf"^\W*gesendet (?:von|mit|über|vom)\b.{{0,90}}(?:{DEVICE}).*$",
    r"^\W*(?:envoyé|envoyée) (?:depuis|de|à partir|via)\b.{0,90}$",
    r"^\W*inviato (?:da|dal|con|tramite)\b.{0,90}$",
    r"^\W*enviado (?:desde|do|de|a partir|via)\b.{0,90}$",
    r"^\W*(?:verzonden|verstuurd) (?:met|vanaf|via|vanuit)\b.{0,90}$",
    r"^\W*(?:sendt|skickat|skickad) (?:fra|från|via)\b.{0,90}$",
    r"^\W*lähetetty .{0,60}$",
    r"^\W*(?:wysłano|wysłane|odesláno|odoslané|odoslané) (?:z|ze|pomocou)\b.{0,90}$",
    r"^\W*(?:отправлено|надіслано|изпратено) (?:с|со|из|від|з|от)\b.{0,90}$",
    rf"^\W*.{{0,20}}(?:{DEVICE}).{{0,20}}(?:傳送|发送|發送|から送信|에서 보냄|gönderildi)\W*$",
    r"^\W*发自我的.{0,40}$",
    r"^\W*küldve .{0,60}$",
))  # fmt: skip

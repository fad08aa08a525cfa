"""Whatever bytes come in, a letter comes out."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pult.gateways.email.html.clean import clean
from pult.gateways.email.html.text import text_of_html
from pult.gateways.email.listing import line_of
from pult.gateways.email.parse.addresses import read_addresses
from pult.gateways.email.parse.charsets import decode
from pult.gateways.email.parse.dates import read_date
from pult.gateways.email.parse.headers import text_of
from pult.gateways.email.reading import read_letter, read_whole
from pult.gateways.email.reply.plain import cut_text

NAMES = st.sampled_from(
    ["From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Content-Type", "Content-ID",
     "Content-Transfer-Encoding", "Content-Disposition", "Reply-To", "Auto-Submitted", "X-Failed-Recipients"]
)  # fmt: skip
VALUES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([
        b'multipart/mixed; boundary="b"', b"multipart/report; report-type=delivery-status; boundary=b",
        b"message/rfc822",
        b"text/html; charset=utf-16", b"text/plain; charset=\xff", b"base64", b"=?utf-7?B?+?=",
        b"=?x?q?=C3?= =?x?q?=A4?=",
        b'"a@b', b"<<>>", b"a:;", b"(((", b"Mon, 99 Foo 0 99:99:99 +9999", b"attachment; filename*=utf-9''%ff%",
        b"attachment; filename*0*=x''a; filename*2=c", b"<a@b> <", b"8bit, base64",
        b"text/plain; charset*=us-ascii'en'utf-8",
    ]),
)  # fmt: skip
BODIES = st.lists(st.one_of(st.binary(max_size=80), st.sampled_from([
    b"--b\r\n", b"--b--\r\n", b"\r\n\r\n", b"Content-Type: message/delivery-status\r\n\r\n",
    b"Final-Recipient: rfc822;x\r\n",
    b"Content-Type: message/rfc822\r\n\r\n", b"On Mon, 1 Jan 2024 a <a@b> wrote:\r\n", b"> > \r\n",
    b"<div class=gmail_quote>",
])), max_size=12).map(b"".join)  # fmt: skip


@given(st.binary(max_size=600))
def test_no_bytes_are_too_strange(raw):
    assert "\n" not in line_of(read_letter(raw), file="x")


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=8), BODIES)
def test_no_headers_are_too_strange(headers, body):
    raw = b"\r\n".join(name.encode() + b": " + value for name, value in headers) + b"\r\n\r\n" + body
    assert line_of(read_whole(raw), file="x")


def test_a_mail_of_a_thousand_nested_parts_comes_out_with_its_headers():
    raw = b"From: carl@kupac.example\nSubject: deep\n"
    raw += b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(1000))
    carl = read_letter(raw)
    assert (carl.sender.address, carl.subject) == ("carl@kupac.example", "deep")
    assert carl.defects


def test_html_nested_a_hundred_thousand_times_is_survived():
    html = "<div>" * 100_000 + "deep"
    assert (
        read_letter(b"From: a@b.example\nContent-Type: text/html\n\n" + html.encode()).sender.address
        == "a@b.example"
    )


RUNS = [
    b">",
    b"-",
    b"a",
    b"<",
    b"On 2024 ",
    b"--\n",
    b"> \n",
    b"\n",
    b" ",
    b"_____\n",
    b".\n-",
    b"(",
    b"=?a?q?",
    b"a@",
    b"by remote ",
    b"Message-ID: ",
    b"\t<",
    b'"',
    b"550 5.1.1 ",
    b"x@y.example ",
]


@pytest.mark.parametrize("run", RUNS)
def test_sixty_thousand_of_anything_do_not_take_for_ever(run):
    line = run * (60_000 // len(run))
    flat = line.replace(b"\n", b" ")
    read_whole(b"From: MAILER-DAEMON\nSubject: failure notice\n\n" + line)
    read_whole(b"From: a@b.example\n\nHello\n" + line)
    read_whole(b"From: " + flat + b"\nIn-Reply-To: <" + flat + b"\nSubject: " + flat + b"\n\nx")
    read_whole(b"From: a@b.example\nContent-Type: text/html\n\n<p>Hello<blockquote type=cite>" + line)


@given(st.binary(max_size=200), st.text(string.printable, max_size=20))
def test_every_charset_gives_text(content, label):
    assert isinstance(decode(content, label)[0], str)


@given(st.text(max_size=200))
def test_headers_addresses_and_dates_are_never_refused(value):
    assert "\n" not in text_of(value)
    assert all(isinstance(each.address, str) for each in read_addresses([value]))
    read_date(value)


@given(st.text(alphabet=string.ascii_letters + " .-'žćč", min_size=1, max_size=20).filter(str.strip))
def test_a_quoted_name_survives(name):
    found = read_addresses([f'"{name}, Kettle" <x@kettle.example>, y@kettle.example'])
    assert [each.address for each in found] == ["x@kettle.example", "y@kettle.example"]
    assert found[0].name == " ".join(f"{name}, Kettle".split()).strip("' ")


@given(st.text(alphabet=" >abcOn24:@<-_\n", max_size=300))
def test_cutting_loses_no_line(text):
    cut = cut_text(text)
    before = sorted(line.strip() for line in text.split("\n") if line.strip())
    after = sorted(line.strip() for line in f"{cut.new}\n{cut.elided}".split("\n") if line.strip())
    assert before == after


@given(st.text(alphabet="<>/=\"' abdivstyleonclickscriptimgsrc:#&;", max_size=200))
def test_cleaning_is_final(html):
    once = clean(html).html
    assert clean(once).html == once
    text_of_html(html)


def test_known_attacks_come_out_harmless():
    attacks = [
        "<svg onload=alert(1)>", "<math><mtext><style><img src=x onerror=alert(1)></style>",
        '<a href="jav&#x09;ascript:alert(1)">x</a>',
        "<form action=//evil><input></form>", '<img src="data:text/html,<script>alert(1)</script>">',
        "<iframe srcdoc='<script>1</script>'>",
        '<div style="background:url(https://evil.example/x)">a</div>', '<base href="https://evil.example">',
        "<!--[if mso]><script>1</script><![endif]-->",
        '<img data-remote-src="javascript:alert(1)">', "<table background=https://evil.example/x><tr><td>1</table>",
    ]  # fmt: skip
    for attack in attacks:
        html = clean(attack).html
        assert not any(
            word in html for word in ("alert", "evil", "script", "onload", "<form", "<iframe", "<svg")
        ), attack

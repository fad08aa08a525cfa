"""One mail of each sort, read from its bytes."""

from pult.gateways.email.letter import Kind, Reason
from pult.gateways.email.reading import read_letter
from pult.gateways.email.tests.reference import letter


def test_carls_reply_is_understood_whole():
    carl = read_letter(letter("kettle_hr"))
    assert (carl.sender.name, carl.sender.address) == ("Krščađ Čović", "carl@kupac.example")
    assert [(each.name, each.address) for each in carl.to] == [
        ("Podrška, Kettle & Co.", "podrska@kettle.example")
    ]
    assert carl.subject == "Re: Narudžba 48213"
    assert carl.date is not None
    assert carl.date.isoformat() == "2024-01-15T09:12:00+01:00"
    assert carl.message_id == "carl-1@kupac.example"
    assert carl.thread_ids == ("pult-7@kettle.example", "pult-1@kettle.example")
    assert carl.kind is Kind.MESSAGE


def test_a_body_whose_charset_lies_keeps_its_letters_and_says_so():
    carl = read_letter(letter("kettle_hr"))
    assert "čajnik i dalje curi" in carl.body.text
    plain = letter("kettle_hr").replace(b"us-ascii", b"iso-8859-2")
    assert "CharsetWasWrong" in read_letter(plain).defects


def test_only_what_carl_wrote_is_new():
    carl = read_letter(letter("kettle_hr"))
    assert carl.reply.text.split("\n")[0] == "Hvala, ali čajnik i dalje curi."
    assert "napunili" not in carl.reply.text
    assert "iPhone" not in carl.reply.text
    assert "napunili" in carl.reply.elided
    assert "napunili" not in carl.reply.html


def test_his_html_is_safe_and_pictures_from_elsewhere_wait():
    html = read_letter(letter("kettle_hr")).body.html
    assert not any(word in html for word in ("script", "onclick", "style>", "javascript", "track.example"))
    assert 'src="cid:slika@kupac"' in html
    assert 'data-remote-src="https://shop.example/logo.png"' in html
    assert read_letter(letter("kettle_hr")).body.held_images == 1


def test_attachments_have_harmless_names():
    photo, invoice = read_letter(letter("kettle_hr")).attachments
    assert (photo.name, photo.type, photo.cid, photo.is_inline) == (
        "čajnik.jpg",
        "image/jpeg",
        "slika@kupac",
        True,
    )
    assert (invoice.name, invoice.content) == ("racun.pdf", b"%PDF-1.4")


def test_a_delivery_report_names_each_recipient():
    bounce = read_letter(letter("bounce"))
    assert bounce.kind is Kind.BOUNCE
    carl, stella = bounce.recipients
    assert (carl.address, carl.status, carl.reply_code, carl.reason, carl.permanent) == (
        "carl@kupac.example", "5.1.1", "550", Reason.UNKNOWN_ADDRESS, True,
    )  # fmt: skip
    assert (stella.address, stella.status, stella.permanent) == ("stella@kupac.example", "4.2.2", False)


def test_a_bounce_in_words_names_the_one_who_failed_and_nobody_else():
    bounce = read_letter(letter("qmail"))
    assert bounce.kind is Kind.BOUNCE
    assert [(each.address, each.status, each.permanent) for each in bounce.recipients] == [
        ("carl@kupac.example", "5.1.1", True)
    ]


def test_an_absence_note_is_no_question():
    assert read_letter(letter("away")).kind is Kind.AUTO_REPLY


def test_a_customer_whose_parcel_was_returned_is_not_taken_for_a_server():
    assert read_letter(letter("parcel")).kind is Kind.MESSAGE


def test_a_complaint_is_a_report_about_one_of_our_mails():
    report = read_letter(letter("complaint"))
    assert report.kind is Kind.REPORT
    assert [each.address for each in report.recipients] == ["carl@kupac.example"]


def test_an_html_mail_without_plain_text_still_reads_well():
    raw = b"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n<p>One</p><ul><li>two<li>three</ul>4<br>5"
    assert read_letter(raw).body.text == "One\n\n- two\n- three\n\n4\n5"


def test_a_picture_inside_the_html_is_kept_beside_it():
    html = b'<p>Look: <img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB"></p>'
    letter = read_letter(b"From: a@b.example\nContent-Type: text/html\n\n" + html)
    (picture,) = letter.attachments
    assert f'src="cid:{picture.cid}"' in letter.body.html
    assert picture.content.startswith(b"\x89PNG")


FORWARD = b"""From: a@b.example
Subject: Fwd: Broken

Please look.

-------- Forwarded message ---------
From: c@d.example
Date: Monday
Subject: Kettle
To: a@b.example

It leaks.
"""


def test_a_forwarded_mail_is_kept_whole():
    raw = FORWARD
    assert "It leaks." in read_letter(raw).reply.text

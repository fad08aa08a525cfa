"""A small SAML provider: it reads what a browser brings from the sign-in page, and signs who stands before it."""

import base64
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml.etree import fromstring
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://house.example/saml"
SSO = "https://house.example/saml/sign-in"
MAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
GIVEN = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"
FAMILY = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"

RESPONSE = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
  xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{response}" Version="2.0" IssueInstant="{now}"
  Destination="{acs}" InResponseTo="{asked}"><saml:Issuer>{issuer}</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  <saml:Assertion ID="{assertion}" Version="2.0" IssueInstant="{now}"><saml:Issuer>{issuer}</saml:Issuer>
    <saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{who}</saml:NameID>
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
        NotOnOrAfter="{until}" Recipient="{acs}" InResponseTo="{asked}"/></saml:SubjectConfirmation></saml:Subject>
    <saml:Conditions NotBefore="{since}" NotOnOrAfter="{until}"><saml:AudienceRestriction>
      <saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
    <saml:AuthnStatement AuthnInstant="{now}" SessionIndex="one"><saml:AuthnContext><saml:AuthnContextClassRef
      >urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
    <saml:AttributeStatement>{told}</saml:AttributeStatement>
  </saml:Assertion></samlp:Response>"""
ATTRIBUTE = '<saml:Attribute Name="{0}"><saml:AttributeValue>{1}</saml:AttributeValue></saml:Attribute>'


@dataclass
class Vouching:
    """Who stands before the provider, what it says of them, and the key it signs with."""

    who: str
    told: dict[str, str]
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    @property
    def settings(self) -> dict[str, str]:
        """What Pult must be told of it."""
        return {"entity_id": ENTITY, "sso_url": SSO, "x509cert": self._certificate()}

    def answer(self, sent_to: str, *, since: timedelta = timedelta(0), signed: bool = True) -> dict[str, str]:
        """The form that the browser brings back, for the request in the address that it was sent to."""
        place = urlsplit(sent_to)
        assert f"{place.scheme}://{place.netloc}{place.path}" == SSO
        asked = fromstring(zlib.decompress(base64.b64decode(parse_qs(place.query)["SAMLRequest"][0]), -15))
        now = datetime.now(UTC) - since
        xml = RESPONSE.format(
            response=OneLogin_Saml2_Utils.generate_unique_id(),
            assertion=OneLogin_Saml2_Utils.generate_unique_id(),
            asked=asked.attrib["ID"],
            acs=asked.attrib["AssertionConsumerServiceURL"],
            audience=next(iter(asked)).text,
            issuer=ENTITY,
            who=self.who,
            now=_written(now),
            since=_written(now - timedelta(minutes=1)),
            until=_written(now + timedelta(minutes=5)),
            told="".join(ATTRIBUTE.format(*pair) for pair in self.told.items()),
        )
        whole = OneLogin_Saml2_Utils.add_sign(xml, self._pem(), self._certificate()) if signed else xml
        return {"SAMLResponse": base64.b64encode(_bytes(whole)).decode()}

    def _pem(self) -> str:
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    def _certificate(self) -> str:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "House")])
        built = x509.CertificateBuilder(
            issuer_name=name, subject_name=name, public_key=self.key.public_key(), serial_number=1,
            not_valid_before=datetime(2020, 1, 1, tzinfo=UTC), not_valid_after=datetime(2100, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        return built.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _bytes(text: Any) -> bytes:
    return text.encode() if isinstance(text, str) else bytes(text)

"""Words and addresses in the templates of knowledge."""

from urllib.parse import urlencode

from django import template

from pult.accounts.types import Language

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """A language as people call it."""
    return str(dict(Language.choices).get(code, code))


@register.simple_tag
def query_of(**values: object) -> str:
    """The part of an address behind the question mark, without what is empty."""
    return urlencode({name: str(value) for name, value in values.items() if value not in (None, "")})

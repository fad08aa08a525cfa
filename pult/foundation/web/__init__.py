"""What every view shares: typed requests, one view per method, rights, paging, middleware."""

from .dispatch import needs, resource, signed_in
from .paging import Page, keyset_page
from .requests import Request

__all__ = ["Page", "Request", "keyset_page", "needs", "resource", "signed_in"]

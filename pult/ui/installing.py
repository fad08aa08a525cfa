"""Pult as a program of its own: what a browser is told when somebody installs it."""

from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

PICTURES = (("192", "any"), ("512", "any"), ("512", "maskable"))


def as_a_program() -> dict[str, Any]:
    """A name, pictures, where it begins."""
    pictures = [
        {
            "src": static(f"ui/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in PICTURES
    ]
    return {
        "id": "/app/",
        "name": "Pult",
        "short_name": "Pult",
        "description": _("The desk of the customer service."),
        "start_url": "/app/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#4338ca",
        "icons": pictures,
    }

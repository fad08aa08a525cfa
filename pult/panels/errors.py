"""What panels refuses."""

from pult.foundation.errors import Invalid


class BadAddress(Invalid):
    """It is no address with variables that could ever be followed."""

    code = "bad_panel_address"


class BadPiece(Invalid):
    """A place in an answer that cannot be read."""

    code = "bad_panel_piece"


class BadSecret(Invalid):
    """A secret that is too short, or missing where something is signed with it."""

    code = "bad_panel_secret"

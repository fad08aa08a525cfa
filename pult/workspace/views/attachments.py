"""Files that came with messages: handed out as downloads, pictures shown."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404

from pult.conversations.types import Right
from pult.foundation.files.operations import open_file
from pult.foundation.web import Request, needs
from pult.workspace.bodies import is_shown
from pult.workspace.queries.conversation import attachments_open_to

A_YEAR = 60 * 60 * 24 * 365


@needs(Right.READ)
def show_attachment(request: Request, pk: int) -> FileResponse:
    """One file. Nothing but a plain picture is ever shown in place."""
    attachment = get_object_or_404(attachments_open_to(request.actor), pk=pk)
    shows = "show" in request.GET and is_shown(attachment)
    response = FileResponse(
        open_file(attachment.file),
        as_attachment=not shows,
        filename=attachment.name,
        content_type=attachment.file.content_type if shows else "application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return response

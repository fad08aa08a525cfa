"""Message, bounce, automatic answer or report."""

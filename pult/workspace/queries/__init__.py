"""What the desk's screens ask for: one function per screen or question."""

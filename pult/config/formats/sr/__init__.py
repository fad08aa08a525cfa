"""Serbian in Cyrillic letters."""

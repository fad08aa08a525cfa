"""One believable department, seeded only through public verbs."""

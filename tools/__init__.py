"""What builds and checks Pult; not part of the product."""

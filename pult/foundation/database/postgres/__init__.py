"""PostgreSQL as Pult talks to it."""

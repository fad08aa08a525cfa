"""How Pult is watched from outside: alive, ready, and in figures."""

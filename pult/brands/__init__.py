"""The names under which the house meets its customers: each with its own address, look and words."""

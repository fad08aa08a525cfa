"""Pult: the whole customer-service department in one program."""

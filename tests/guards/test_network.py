"""The guard that keeps the suite on this machine, itself guarded."""

import socket

import pytest

from tests.network import Stranger


def test_a_test_cannot_reach_a_stranger():
    with socket.socket() as probe, pytest.raises(Stranger):
        probe.connect(("192.0.2.1", 80))
    with pytest.raises(Stranger):
        socket.getaddrinfo("example.com", 443)


def test_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

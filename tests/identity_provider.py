"""A real OpenID provider in a process of its own, and the browser's part in front of it."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests

SUBJECT = "0b5f3c1e-camille"


class House:
    """The provider: who is signed in there, and what it says about her."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://localhost:{port}"

    def says(self, subject: str = SUBJECT, **claims: Any) -> None:
        """From now on the provider says this about that person (in the ID token too)."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def sign_in(self, address: str, subject: str = SUBJECT) -> str:
        """The person signs in there; the path on which she comes back to us."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


@contextmanager
def running_house() -> Iterator[House]:
    """Start the provider on a free port, and stop it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port), "-n", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        house = House(port)
        wait_for(house, process)
        yield house
    finally:
        process.terminate()
        process.wait(10)


def wait_for(house: House, process: subprocess.Popen[bytes]) -> None:
    """Return once the provider answers."""
    for _ in range(200):
        assert process.poll() is None, "the provider has stopped"
        try:
            found = requests.get(f"{house.issuer}/.well-known/openid-configuration", timeout=1)
            assert json.loads(found.text)["issuer"] == house.issuer
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the provider does not answer")

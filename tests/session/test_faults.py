"""Closes, statuses and errors, told apart."""

import pytest

from lyria_osc.errors import Fault
from lyria_osc.session.faults import MAX_WORDS, close_of, error_of, status_of


@pytest.mark.parametrize(
    ("code", "reason", "fault"),
    [
        (1000, "", Fault.ENDED),
        (1001, "going away", Fault.ENDED),
        (1006, "", Fault.NETWORK),
        (1007, "API key not valid. Please pass a valid API key.", Fault.KEY),
        (1007, "", Fault.KEY),
        (1007, "Request contains an invalid argument.", Fault.PROTOCOL),
        (1008, "models/x is not found for API version v1alpha", Fault.PROTOCOL),
        (1008, "Requests from this API key are blocked", Fault.KEY),
        (1009, "", Fault.PROTOCOL),
        (1011, "", Fault.ENDED),
        (1011, "You exceeded your current quota", Fault.QUOTA),
        (1011, "RESOURCE_EXHAUSTED", Fault.QUOTA),
        (4321, "", Fault.ENDED),
    ],
)
def test_a_close(code: int, reason: str, fault: Fault) -> None:
    error = close_of(code, reason)
    assert error.fault is fault
    assert f"close {code}" in str(error)
    assert reason in str(error)


@pytest.mark.parametrize(
    ("status", "body", "fault", "words"),
    [
        (401, b"", Fault.KEY, "GEMINI_API_KEY"),
        (403, b'{"error":{"message":"Method doesn\'t allow unregistered callers"}}', Fault.KEY, "unregistered callers"),
        (400, b'[{"error":{"message":"API key not valid."}}]', Fault.KEY, "not valid"),
        (400, b"bad", Fault.PROTOCOL, "bad"),
        (404, b"<html>", Fault.PROTOCOL, "model or API version"),
        (429, b"", Fault.QUOTA, "offline"),
        (403, b'{"error":{"message":"Quota exceeded"}}', Fault.QUOTA, "offline"),
        (500, b"<html>no</html>", Fault.NETWORK, "HTTP 500)"),
        (503, b'"text"', Fault.NETWORK, "HTTP 503)"),
        (502, b"[]", Fault.NETWORK, "HTTP 502)"),
    ],
)
def test_a_status(status: int, body: bytes, fault: Fault, words: str) -> None:
    error = status_of(status, body)
    assert error.fault is fault
    assert words in str(error)


def test_an_error_message() -> None:
    assert error_of({"code": 429, "message": "slow down"}).fault is Fault.QUOTA
    assert error_of({"code": 403, "message": "no"}).fault is Fault.KEY
    assert error_of({"code": 500, "message": "oops"}).fault is Fault.PROTOCOL
    assert error_of("API key not valid").fault is Fault.KEY


def test_words_are_one_bounded_line() -> None:
    assert "\n" not in str(close_of(1011, "a\nb"))
    assert len(str(close_of(1011, "x" * 9999))) < MAX_WORDS + 200

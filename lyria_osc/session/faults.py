"""Why a session could not be had, or ended: close codes, HTTP statuses and the service's own words, told apart.

Pure. Each becomes a `SessionError` whose text says what happened, what the service said, and what would help.
"""

import json
import re
from typing import Final

from lyria_osc.errors import Fault, SessionError

_KEY_WORDS = re.compile(r"api.?key|permission|credential|unauthenticated|unauthorized|forbidden", re.IGNORECASE)
_QUOTA_WORDS = re.compile(r"quota|exhausted|rate.?limit|too many requests|billing", re.IGNORECASE)
_ARGUMENT_WORDS = re.compile(r"argument|invalid value|unknown name|invalid json|not found", re.IGNORECASE)
_CLOSES: Final = {
    1000: (Fault.ENDED, "the service ended the session"),
    1001: (Fault.ENDED, "the service ended the session"),
    1006: (Fault.NETWORK, "the connection to the service broke"),
    1007: (Fault.KEY, "the service refused the API key"),
    1008: (Fault.PROTOCOL, "the service refused the session"),
    1009: (Fault.PROTOCOL, "the service sent a message larger than can be taken"),
    1011: (Fault.ENDED, "the service ended the session"),
}
MAX_WORDS: Final = 300
"""How much of the service's own words is passed on, in characters."""


def close_of(code: int, reason: str) -> SessionError:
    """What a WebSocket close means."""
    fault, words = _CLOSES.get(code, (Fault.ENDED, "the service ended the session"))
    if _QUOTA_WORDS.search(reason):
        fault, words = Fault.QUOTA, "the quota is used up"
    elif code in (1007, 1008) and _KEY_WORDS.search(reason):
        fault, words = Fault.KEY, "the service refused the API key"
    elif code == 1007 and _ARGUMENT_WORDS.search(reason):
        fault, words = Fault.PROTOCOL, "the service refused what it was sent"
    return SessionError(fault, f"{words} (close {code}{_quoted(reason)}){_remedy(fault)}")


def status_of(status: int, body: bytes) -> SessionError:
    """What an HTTP status at the handshake means."""
    reason = _reason_of(body)
    if status == 429 or _QUOTA_WORDS.search(reason):
        fault, words = Fault.QUOTA, "the quota is used up"
    elif status in (401, 403) or _KEY_WORDS.search(reason):
        fault, words = Fault.KEY, "the service refused the API key"
    elif status >= 500:
        fault, words = Fault.NETWORK, "the service is in trouble"
    elif status == 404:
        fault, words = Fault.PROTOCOL, "the service does not know the model or API version asked for"
    else:
        fault, words = Fault.PROTOCOL, "the service refused the session"
    return SessionError(fault, f"{words} (HTTP {status}{_quoted(reason)}){_remedy(fault)}")


def error_of(error: object) -> SessionError:
    """What an ``error`` message means."""
    reason = text_of(error)
    code = error.get("code") if isinstance(error, dict) else None
    if code == 429 or _QUOTA_WORDS.search(reason):
        fault, words = Fault.QUOTA, "the quota is used up"
    elif code in (401, 403) or _KEY_WORDS.search(reason):
        fault, words = Fault.KEY, "the service refused the API key"
    else:
        fault, words = Fault.PROTOCOL, "the service reported an error"
    return SessionError(fault, f"{words}{_quoted(reason)}{_remedy(fault)}")


def text_of(said: object) -> str:
    """The service's words, be they a text or an object that holds one; one line, bounded."""
    if isinstance(said, dict):
        said = said.get("message") or said.get("text") or json.dumps(said)
    return " ".join(str(said).split())[:MAX_WORDS]


def _reason_of(body: bytes) -> str:
    """The words in an HTTP error's body: JSON as Google sends it, or text; a page of HTML says nothing."""
    text = body[:4096].decode("utf-8", "replace")
    try:
        parsed = json.loads(text)
    except ValueError:
        return "" if "<" in text else text_of(text)
    if isinstance(parsed, list) and parsed:
        parsed = parsed[0]
    return text_of(parsed.get("error", parsed)) if isinstance(parsed, dict) else ""


def _quoted(reason: str) -> str:
    words = text_of(reason)
    return f": {words}" if words else ""


def _remedy(fault: Fault) -> str:
    if fault is Fault.KEY:
        return "; check GEMINI_API_KEY at https://aistudio.google.com/apikey"
    if fault is Fault.QUOTA:
        return "; wait for it to be renewed, or play with --engine offline"
    return ""

from collections.abc import Callable
from ipaddress import ip_network

import pytest

from lyria_osc import optionvalues as values
from lyria_osc.optionvalues import Endpoint, Secret, SendTo


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (values.endpoint, "127.0.0.1:9000", Endpoint("127.0.0.1", 9000)),
        (values.endpoint, " studio.local:0 ", Endpoint("studio.local", 0)),
        (values.endpoint, "[::1]:9000", Endpoint("::1", 9000)),
        (values.endpoint, "9000", Endpoint("127.0.0.1", 9000)),
        (values.endpoint_or_none, "None", None),
        (values.endpoint_or_none, "[::]:80", Endpoint("::", 80)),
        (values.send_to, "10.0.0.7:9001", SendTo(Endpoint("10.0.0.7", 9001))),
        (values.send_to, "10.0.0.7:9001,timetags", SendTo(Endpoint("10.0.0.7", 9001), timetags=True)),
        (values.send_to, "none", None),
        (values.network, "192.168.1.7/24", ip_network("192.168.1.0/24")),
        (values.network, "fe80::1", ip_network("fe80::1/128")),
        (values.channels, "3,4", (3, 4)),
        (values.channels, " 2 , 1 ", (2, 1)),
        (values.whole(8000, 192_000), "44100", 44100),
        (values.number(1, 60), "2.5", 2.5),
        (values.switch, "On", True),
        (values.switch, "0", False),
        (values.one_of("vamp", "fade"), "Vamp", "vamp"),
        (values.text, " a b ", "a b"),
    ],
)
def test_good_text_is_read(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        *(
            (values.endpoint, text, f"takes HOST:PORT, such as 127.0.0.1:9000 or [::1]:9000, not {text!r}")
            for text in ("", "here", ":9000", "a:", "a:b", "::1:9000", "[]:1", "a:65536", "a:-1", "a b:1", "http://a:1")
        ),
        (values.send_to, "a:1,timetag", "takes HOST:PORT or HOST:PORT,timetags, not 'a:1,timetag'; did you mean 'time"),
        (values.send_to, "a:0", "takes a port from 1 to 65535, not 'a:0'"),
        (values.network, "10.0.0.0/99", "takes a network such as 192.168.1.0/24, or one address, not '10.0.0.0/99'"),
        *(
            (values.channels, text, f"takes two channels counted from 1, such as 1,2, not {text!r}")
            for text in ("1", "1,1", "0,1", "1,2,3", "a,b", "1,257", "-1,2")
        ),
        *(
            (values.whole(1, 9), text, f"takes a whole number from 1 to 9, not {text!r}")
            for text in ("10", "1.5", "x", "", "9" * 30, "²")
        ),
        *((values.number(0), text, f"takes a number from 0, not {text!r}") for text in ("-1", "nan", "inf", "x")),
        (values.number(1, 60), "61", "takes a number from 1 to 60, not '61'"),
        (values.switch, "maybe", "takes true or false, not 'maybe'"),
        (values.one_of("vamp", "fade"), "fad", "takes vamp, fade, not 'fad'; did you mean 'fade'?"),
        (values.text, " ", "takes a text, not an empty one"),
    ],
)
def test_bad_text_is_refused_in_words(read: Callable[[str], object], text: str, words: str) -> None:
    with pytest.raises(ValueError, match=r"^takes ") as caught:
        read(text)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("text", ["127.0.0.1:9000", "[::1]:9000", "studio.local:1"])
def test_an_endpoint_is_written_as_it_is_read(text: str) -> None:
    assert str(values.endpoint(text)) == text


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret("abc123")
    assert "abc123" not in f"{secret} {secret!r} {[secret]}"
    assert secret.reveal() == "abc123"

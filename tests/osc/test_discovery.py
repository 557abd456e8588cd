import threading
from collections.abc import Iterator

import pytest
from zeroconf import ServiceInfo, Zeroconf

from lyria_osc.osc import discovery
from lyria_osc.osc.discovery import OSC_TYPE, OSCQUERY_TYPE, Advert, Service, own_name

FIND_MS = 8000


@pytest.fixture
def network() -> Iterator[Zeroconf]:
    with Zeroconf(interfaces=["127.0.0.1"]) as network:
        yield network


def find(network: Zeroconf, kind: str, name: str) -> ServiceInfo | None:
    return network.get_service_info(kind, f"{name}.{kind}", FIND_MS)


def test_both_services_are_found_on_loopback_until_leave_is_taken(network: Zeroconf) -> None:
    services = (Service(OSCQUERY_TYPE, "127.0.0.1", 9002), Service(OSC_TYPE, "127.0.0.1", 9000))
    advert = Advert("lyria-osc in a test", services)
    advert.start()
    for service in services:
        found = find(network, service.kind, "lyria-osc in a test")
        assert found is not None
        assert found.parsed_addresses() == ["127.0.0.1"]
        assert found.port == service.port
    advert.close()
    assert not advert._thread.is_alive()


def test_a_network_that_fails_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(service: Service) -> Zeroconf:
        raise OSError("no network")

    monkeypatch.setattr(discovery, "_network", fails)
    advert = Advert("x", [Service(OSC_TYPE, "127.0.0.1", 9000)])
    advert.start()
    advert._thread.join(5)
    assert not advert._thread.is_alive()
    advert.close()


def test_neither_start_nor_end_waits_for_a_network_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(discovery, "_network", lambda service: released.wait(60))
    monkeypatch.setattr(discovery, "LEAVE_S", 0.01)
    advert = Advert("x", [Service(OSC_TYPE, "127.0.0.1", 9000)])
    advert.start()
    advert.close()
    assert advert._thread.is_alive()  # it was not waited for
    released.set()
    advert._thread.join(5)


def test_to_close_what_was_never_started() -> None:
    Advert("x", []).close()


def test_what_listens_everywhere_is_known_by_addresses_that_reach_it() -> None:
    info = discovery._info("x", Service(OSC_TYPE, "0.0.0.0", 9000))
    assert info.parsed_addresses()
    assert "0.0.0.0" not in info.parsed_addresses()


def test_the_name_fits_a_label(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "\N{SNOWMAN}" * 40 + ".example.org")
    assert len(own_name().encode()) <= 63

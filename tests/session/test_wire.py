"""What messages mean, and that nothing but an error is raised whatever comes."""

import base64
import json
from typing import Any

import numpy as np
import pytest
from google.genai import types
from hypothesis import given
from hypothesis import strategies as st

from lyria_osc.errors import Fault, SessionError
from lyria_osc.params.values import Values
from lyria_osc.service import Audio, FilteredPrompt, GoingAway, Message, ServiceWarning, WeightedPrompt
from lyria_osc.session import wire

SAMPLES = np.array([[0, 1], [-1, 32767], [-32768, 256]], "<i2")
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda of: st.lists(of) | st.dictionaries(st.sampled_from([*"ab", "text", "weight", "data", "mimeType"]), of),
)


def chunk(**fields: object) -> bytes:
    data = base64.b64encode(SAMPLES.tobytes()).decode()
    told = {"data": data, "mimeType": "audio/l16;rate=48000;channels=2", **fields}
    return json.dumps({"serverContent": {"audioChunks": [told]}}).encode()


def only(raw: bytes) -> Message:
    (message,) = wire.messages_of(raw)
    return message


def test_samples_are_exact() -> None:
    message = only(chunk())
    assert isinstance(message, Audio)
    assert message.pcm.dtype == np.float32
    np.testing.assert_array_equal(message.pcm, SAMPLES.astype(np.float64) / 32768)
    assert (message.prompts, message.config, message.beats) == (None, None, None)


def test_mono_is_heard_on_both_channels() -> None:
    message = only(chunk(mimeType="audio/L16; rate=48000; channels=1"))
    assert isinstance(message, Audio)
    assert message.pcm.shape == (6, 2)
    np.testing.assert_array_equal(message.pcm[:, 0], SAMPLES.ravel() / 32768)
    np.testing.assert_array_equal(message.pcm[:, 0], message.pcm[:, 1])


def test_a_mime_type_that_says_nothing_is_taken_at_the_services_word() -> None:
    assert isinstance(only(chunk(mimeType="audio/pcm")), Audio)


def test_the_account_of_a_chunk_is_read_by_the_sdks_names() -> None:
    config = Values.defaults().replace({"scale": "d_major_b_minor", "seed": 7}).service_config()
    spelt = types.LiveMusicSourceMetadata(
        client_content=types.LiveMusicClientContent(weighted_prompts=[types.WeightedPrompt(text="cello", weight=-2)]),
        music_generation_config=types.LiveMusicGenerationConfig.model_validate(config),
    )
    metadata = spelt.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert "topK" in metadata["musicGenerationConfig"]
    message = only(chunk(sourceMetadata=metadata))
    assert isinstance(message, Audio)
    assert message.prompts == (WeightedPrompt("cello", -2.0),)
    assert message.config == config


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"data": base64.b64encode(b"odd").decode()}, "3 bytes is not whole frames of 4"),
        ({"data": "!!!!"}, "not base64"),
        ({"data": ""}, "no data"),
        ({"data": None}, "no data"),
        ({"mimeType": "audio/mpeg"}, "'audio/mpeg', not audio/l16"),
        ({"mimeType": "audio/l16;rate=24000;channels=2"}, "24000 Hz, not 48000"),
        ({"mimeType": "audio/l16;rate=48000;channels=6"}, "6 channels, not 1 or 2"),
    ],
)
def test_a_chunk_that_cannot_be_played_is_left_out_with_a_warning(fields: dict[str, Any], words: str) -> None:
    message = only(chunk(**fields))
    assert isinstance(message, ServiceWarning)
    assert words in message.text


@pytest.mark.parametrize(
    "raw",
    [b"not JSON", b"[1]", b'{"serverContent":{}}', b'{"serverContent":{"audioChunks":[]}}', b"\xff\xfe", b"[" * 9999],
)
def test_what_cannot_be_read_becomes_a_warning(raw: bytes) -> None:
    assert isinstance(only(raw), ServiceWarning)


def test_the_services_words_are_passed_on() -> None:
    filtered = b'{"filteredPrompt":{"text":"x","filteredReason":"bad\\nword"}}'
    assert only(filtered) == FilteredPrompt("x", "bad word")
    assert only(b'{"warning":"slow"}') == ServiceWarning("slow")
    assert only(b'{"warning":{"message":"slow"}}') == ServiceWarning("slow")
    assert only(b'{"goAway":{"timeLeft":"10s"}}') == GoingAway("the service will end the session in 10s")
    assert wire.messages_of(b'{"setupComplete":{}}') == ()
    assert wire.messages_of(b"") == ()
    assert wire.messages_of(b'{"news":1}') == ()


def test_several_things_in_one_message_come_in_order() -> None:
    both = json.loads(chunk()) | {"warning": "w"}
    assert [type(message) for message in wire.messages_of(json.dumps(both).encode())] == [Audio, ServiceWarning]


def test_an_error_is_raised() -> None:
    with pytest.raises(SessionError, match="internal") as caught:
        wire.messages_of(b'{"error":{"code":500,"message":"internal"}}')
    assert caught.value.fault is Fault.PROTOCOL


@given(st.binary())
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    wire.messages_of(raw)


@given(
    st.dictionaries(
        st.sampled_from(["serverContent", "filteredPrompt", "warning", "goAway", "setupComplete"]),
        JSON
        | st.fixed_dictionaries(
            {"audioChunks": JSON | st.lists(st.fixed_dictionaries({"data": JSON, "sourceMetadata": JSON}))}
        )
        | st.just(
            {"audioChunks": [json.loads(chunk())["serverContent"]["audioChunks"][0] | {"sourceMetadata": 10**400}]}
        ),
    )
)
def test_no_json_raises_anything_else(message: dict[str, Any]) -> None:
    wire.messages_of(json.dumps(message).encode())


@given(weight=JSON | st.just(10**400), config=st.dictionaries(st.sampled_from(["bpm", "density", "scale"]), JSON))
def test_no_account_of_a_chunk_keeps_it_from_being_heard(weight: object, config: dict[str, Any]) -> None:
    metadata = {
        "clientContent": {"weightedPrompts": [{"text": "x", "weight": weight}]},
        "musicGenerationConfig": config | {"topK": 10**400},
    }
    assert isinstance(only(chunk(sourceMetadata=metadata)), Audio)

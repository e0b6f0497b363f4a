import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.http.decoding import MAX_MEMBERS, STEP, Broken, decoder_for


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


CODINGS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "DEFLATE": bare_deflate,
    "br": brotli.compress,
    "identity": bytes,
    "": bytes,
}

bodies = st.one_of(
    st.binary(max_size=2000),
    st.builds(lambda piece, times: piece * times, st.binary(max_size=20), st.integers(0, 20_000)),
)


def decoded(coding: str, data: bytes, step: int) -> bytes:
    decoder = decoder_for(coding)
    pieces = []
    for start in range(0, len(data), step):
        for piece in decoder.feed(data[start : start + step]):
            assert 0 < len(piece) <= STEP
            pieces.append(piece)
    decoder.finish()
    return b"".join(pieces)


@pytest.mark.parametrize("coding", CODINGS)
@given(body=bodies, step=st.integers(1, 5000))
def test_what_was_encoded_comes_back_however_it_is_cut(coding: str, body: bytes, step: int) -> None:
    # A byte at a time only where that is not the whole test's running time.
    packed = CODINGS[coding](body)
    assert decoded(coding, packed, max(step, len(packed) // 200 + 1)) == body


@pytest.mark.parametrize("coding", ["gzip", "deflate", "DEFLATE", "br"])
@given(cut=st.integers(0, 10_000))
def test_a_stream_that_ends_in_the_middle_is_broken(coding: str, cut: int) -> None:
    packed = CODINGS[coding](bytes(range(256)) * 8)
    with pytest.raises(Broken):
        decoded(coding, packed[: 1 + cut % (len(packed) - 1)], 7)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
@given(data=st.binary(min_size=3, max_size=200))
def test_noise_is_broken_or_decoded_and_nothing_else(coding: str, data: bytes) -> None:
    try:
        decoded(coding, data, 11)
    except Broken:
        return


@pytest.mark.parametrize("coding", ["zstd", "compress", "gzip, gzip", "br,gzip", "\x00"])
def test_codings_that_nobody_asked_for(coding: str) -> None:
    with pytest.raises(Broken, match="not asked for"):
        decoder_for(coding)


@pytest.mark.parametrize("step", [1, 3, 1000])
def test_gzip_members_in_a_row(step: int) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two")
    assert decoded("gzip", packed, step) == b"one two"


@pytest.mark.parametrize("step", [1, 2, 1000])
@pytest.mark.parametrize("after", [b"\x00" * 20, b"garbage", b"\x1f", b"\x1fgarbage"])
def test_what_follows_gzip_is_left_out(after: bytes, step: int) -> None:
    assert decoded("gzip", gzip.compress(b"one") + after, step) == b"one"


def test_what_follows_deflate_is_left_out() -> None:
    assert decoded("deflate", zlib.compress(b"one") + b"garbage", 2) == b"one"


def test_what_follows_brotli_is_left_out_or_broken() -> None:
    packed = brotli.compress(b"one")
    decoder = decoder_for("br")
    assert b"".join(decoder.feed(packed)) == b"one"
    assert list(decoder.feed(b"garbage")) == []
    decoder.finish()
    with pytest.raises(Broken):
        decoded("br", packed + b"garbage", 1000)


def test_a_train_of_gzip_members_is_stopped() -> None:
    with pytest.raises(Broken, match="too many members"):
        decoded("gzip", gzip.compress(b"") * (MAX_MEMBERS + 1), 64 * 1024)
    assert decoded("gzip", gzip.compress(b"") * MAX_MEMBERS, 64 * 1024) == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_nothing_at_all_is_an_empty_body(coding: str) -> None:
    decoder = decoder_for(coding)
    assert list(decoder.feed(b"")) == []
    decoder.finish()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_given_in_steps(coding: str) -> None:
    packed = CODINGS[coding](bytes(30 * STEP))
    decoder = decoder_for(coding)
    assert len(next(iter(decoder.feed(packed)))) <= STEP

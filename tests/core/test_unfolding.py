"""Bombs: what compressed content would unfold to is told before it is unfolded."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
import zlib

import pytest

from core.unfolding import gzip_size, inflated_size, require_member


def member(content: bytes, packing: int) -> zipfile.ZipInfo:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        file.writestr("a", content)
    return zipfile.ZipFile(out).getinfo("a")


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_that_shrink_without_bound_are_refused(packing):
    with pytest.raises(ValueError, match="packed in a way"):
        require_member(member(bytes(100), packing), 10**9)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_member_may_be_as_large_as_it_is_allowed(packing):
    info = member(bytes(10**6), packing)
    require_member(info, 10**6)
    with pytest.raises(ValueError, match="larger than 999999 bytes"):
        require_member(info, 10**6 - 1)


def test_a_member_that_claims_more_than_deflate_can_pack_is_refused():
    info = member(bytes(10**6), zipfile.ZIP_DEFLATED)
    info.file_size = info.compress_size * 1033
    with pytest.raises(ValueError, match="larger"):
        require_member(info, 10**12)


def test_a_deflated_stream_is_counted_without_being_kept():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = packer.compress(bytes(50_000_000)) + packer.flush()
    tracemalloc.start()
    assert inflated_size(stream, 10**9) == 50_000_000
    assert 10**6 < inflated_size(stream, 10**6) < 2 * 10**6
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10**6
    with pytest.raises(zlib.error):
        inflated_size(b"\xff" * 100, 10**6)


def test_gzip_says_its_size():
    assert gzip_size(gzip.compress(bytes(12345))) == 12345
    assert gzip_size(b"\x1f\x8b") == 0

"""Too little memory is told apart from other errors, however a library says it."""

from __future__ import annotations

import errno

import pytest

from core.errors import ReadingError, lacks_memory


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        ImportError("libopenvino.so: failed to map segment from shared object"),
        ImportError("libx.so: cannot allocate memory in static TLS block"),
        RuntimeError("Exception from src/core/src/runtime/allocator.cpp:79:\nstd::bad_alloc\n"),
        RuntimeError("Check 'ptr' failed at cpu_memory.cpp:257:\nFailed to allocate 24 bytes"),
        RuntimeError("can't alloc"),
        RuntimeError("can't start new thread"),
        RuntimeError(
            "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried 8 bytes"
        ),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        OSError("[WinError 1455] The paging file is too small for this operation to complete"),
    ],
)
def test_what_libraries_say_of_too_little_memory(error):
    assert lacks_memory(error)
    outer = ReadingError("a.nii: it could not be read.")
    outer.__cause__ = error
    assert lacks_memory(outer)


@pytest.mark.parametrize(
    "error",
    [
        ReadingError("out of memory.nii: there is no such file. Check the path."),
        ModuleNotFoundError("No module named 'numpy'"),
        RuntimeError("shapes differ"),
        OSError(errno.ENOSPC, "No space left on device"),
        ValueError("out of memory"),
    ],
)
def test_other_errors(error):
    assert not lacks_memory(error)


def test_what_was_dealt_with_before_is_no_cause():
    error = ReadingError("a.nii: damaged.")
    error.__context__ = MemoryError()
    assert lacks_memory(error)
    error.__suppress_context__ = True  # as "raise ... from None" has it
    assert not lacks_memory(error)

"""Exceptions that nobody caught: logged, told to whoever listens, then as Python would.

Knows no Qt. PySide hands an exception out of a slot or an event to ``sys.excepthook``, so that
one hook covers the window; threads have their own.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

Listener = Callable[[BaseException], object]

_LOG = logging.getLogger(__name__)
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call ``listener(error)`` on every fault from now on, in the thread where it happened."""
    _listeners.append(listener)


def stop_listening(listener: Listener) -> None:
    """No longer call it."""
    _listeners.remove(listener)


@contextmanager
def caught() -> Iterator[None]:
    """Log what nobody catches, in this thread and in others, while the block runs."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        _tell(error, "in the window")
        before[0](kind, error, trace)

    def in_thread(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            _tell(hook.exc_value, f"in thread {hook.thread.name if hook.thread else '?'}")
        before[1](hook)

    def unraisable(hook: sys.UnraisableHookArgs) -> None:
        # Out of a destructor or a callback: there is nobody to act on it.
        _LOG.error("ignored exception", exc_info=hook.exc_value)
        before[2](hook)

    sys.excepthook, threading.excepthook, sys.unraisablehook = uncaught, in_thread, unraisable
    try:
        yield
    except Exception as error:
        _LOG.critical("the program ends", exc_info=error)
        raise
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before


def _tell(error: BaseException, where: str) -> None:
    if not isinstance(error, Exception):
        return  # Ctrl+C and exits are no faults.
    _LOG.error("unhandled exception %s", where, exc_info=error)
    for listener in tuple(_listeners):
        listener(error)

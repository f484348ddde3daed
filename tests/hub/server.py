"""The repository's own hub on loopback: other logins, homes that need no users, all else as it is."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import requests

from tests.run_notebooks import REPOSITORY

PROXY = shutil.which("configurable-http-proxy")
# what a test must have otherwise: nobody has an account here, and nothing may be written but to its folder
OVERRIDES = """
load_subconfig({config!r})
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{ports[1]}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.Spawner.args = [*c.Spawner.args, *{more!r}]
"""


def proxy_or_skip() -> str:
    """Where the proxy is; on a machine that checks the kit a missing one is a failure."""
    if PROXY is None:
        needed = "The hub needs its proxy: npm install --global configurable-http-proxy."
        pytest.fail(needed) if "CI" in os.environ else pytest.skip(needed)
    return str(PROXY)


class Hub:
    """A running hub whose homes, state and log are in a folder."""

    def __init__(self, folder: Path) -> None:
        self.homes, self.log = folder / "homes", folder / "hub.log"
        self.homes.mkdir(parents=True)
        ports = _free_ports(3)
        self.address = f"http://127.0.0.1:{ports[0]}"
        more = ["--allow-root"] if os.geteuid() == 0 else []
        config = folder / "config.py"
        source = str(REPOSITORY / "hub" / "jupyterhub_config.py")
        config.write_text(
            OVERRIDES.format(config=source, homes=str(self.homes), ports=ports, more=more), "utf-8"
        )
        self.process = subprocess.Popen(
            [Path(sys.executable).with_name("jupyterhub"), f"--config={config}"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=self.log.open("wb"),
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(240):
            try:
                if requests.get(f"{self.address}/hub/api", timeout=5).ok:
                    return
            except requests.ConnectionError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.25)
        self.stop()
        raise RuntimeError(self.log.read_text("utf-8", "replace"))

    def stop(self) -> None:
        """End the hub and all that it started."""
        if self.process.poll() is not None:
            return
        hub = psutil.Process(self.process.pid)
        for process in [hub, *hub.children(recursive=True)]:
            process.kill()  # nobody's work is lost, and twenty servers that end in order take their time
        self.process.wait()


def _free_ports(number: int) -> list[int]:
    """So many ports that are free, all different."""
    held = [socket.socket() for _ in range(number)]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()

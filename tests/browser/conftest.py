"""A real JupyterLab and a real Chromium, on loopback, with nothing kept between tests."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import nbformat
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

REPOSITORY = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TOKEN = "between-the-lines"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Lab:
    """A JupyterLab over a folder of its own."""

    def __init__(self, folder: Path, browser: Browser, python: str | Path = sys.executable) -> None:
        self.folder, self.browser = folder, browser
        self.context: BrowserContext | None = None
        self.port = _free_port()
        environment = {k: v for k, v in os.environ.items() if k != "KIT_ANSWERS"}
        settings = folder / ".settings"
        environment |= {
            "HOME": str(folder),
            "JUPYTER_CONFIG_DIR": str(folder / ".config"),
            "JUPYTERLAB_SETTINGS_DIR": str(settings),
        }
        page = folder / ".config" / "labconfig" / "page_config.json"
        page.parent.mkdir(parents=True)
        page.write_text('{"buildCheck": false}')  # at each page it would start node to look for updates
        command = [str(python), "-m", "jupyterlab", "--allow-root", "--no-browser", "--ip=127.0.0.1"]
        command += [f"--port={self.port}", "--ServerApp.port_retries=0"]
        command += ["--LabApp.expose_app_in_browser=True"]  # so that tests see when cells have run
        command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=(folder / "lab.log").open("w"),
            start_new_session=True,
        )
        self._wait()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _wait(self) -> None:
        for _ in range(240):
            try:
                urlopen(f"{self.address}/api", timeout=1)
                return
            except OSError:
                time.sleep(0.25)
        raise TimeoutError((self.folder / "lab.log").read_text())

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=30)

    def api(self, path: str, method: str = "GET", body: dict[str, Any] | None = None) -> Any:
        """What the server's REST interface answers."""
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Authorization": f"token {TOKEN}"}
        request = Request(f"{self.address}/api/{path}", data, headers, method=method)
        with urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or "null")

    @contextmanager
    def dark(self) -> Iterator[None]:
        """JupyterLab's dark theme, for pages that are opened inside."""
        settings = self.folder / ".settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text('{"theme": "JupyterLab Dark"}')
        try:
            yield
        finally:
            settings.unlink()

    def stop_kernels(self) -> None:
        for session in self.api("sessions"):
            self.api(f"sessions/{session['id']}", "DELETE")

    def page(self, **options: Any) -> Page:
        """A new page, in a context of its own where it needs options.

        The others share one: JupyterLab's scripts are large, and are then read from the browser's cache.
        """
        if options or self.context is None:
            context = self.browser.new_context(viewport={"width": 1280, "height": 900}, **options)
            self.context = self.context if options else context
        else:
            context = self.context
        page = context.new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=20_000)
        return page

    def close_pages(self) -> None:
        """Close what a test left open, contexts with options included."""
        for context in self.browser.contexts:
            if context is not self.context:
                context.close()
        for page in self.context.pages if self.context else []:
            page.close()

    def open(self, name: str, page: Page | None = None) -> "Notebook":
        page = page or self.page()
        # a workspace of its own keeps one test's open tabs out of the next
        page.goto(f"{self.address}/lab/workspaces/w{time.monotonic_ns()}/tree/{name}?token={TOKEN}")
        return Notebook(self, name, page).ready()

    def write(self, name: str, *cells: str) -> None:
        """A notebook made of these code cells."""
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        )
        nbformat.write(notebook, self.folder / name)


class Notebook:
    """A notebook open in a page."""

    def __init__(self, lab: Lab, name: str, page: Page) -> None:
        self.lab, self.name, self.page = lab, name, page

    @property
    def path(self) -> Path:
        return self.lab.folder / self.name

    def ready(self) -> "Notebook":
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        return self.idle()

    def idle(self) -> "Notebook":
        """Wait until the page is connected to a kernel that has nothing to do."""
        self.page.wait_for_function(
            """path => {
                const panel = window.jupyterapp?.shell.currentWidget
                const kernel = panel?.context?.path === path && panel.sessionContext?.session?.kernel
                return kernel && kernel.connectionStatus === "connected" && kernel.status === "idle"
            }""",
            arg=self.name,
        )
        expect(self.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first).to_be_visible()
        return self

    def command(self, menu: str, entry: str) -> None:
        self.page.get_by_role("menuitem", name=menu, exact=True).first.click()
        self.page.get_by_role("menuitem", name=entry).first.click()

    def run_all(self) -> "Notebook":
        """Run all cells as the entry of the Run menu does, and wait until the last has run."""
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        return self.idle()

    def save(self) -> dict[str, Any]:
        before = self.path.stat().st_mtime_ns
        self.command("File", "Save Notebook")
        for _ in range(100):
            self.page.wait_for_timeout(50)
            if self.path.stat().st_mtime_ns != before and self.path.read_bytes().endswith(b"}\n"):
                return dict(json.loads(self.path.read_text("utf-8")))
        raise TimeoutError(f"{self.name} was not saved")

    def form(self, question: str) -> Any:
        return self.page.locator(f"[class*='-{question.replace('.', '-')} '] .btl-form").first

    def card(self, question: str) -> Any:
        return self.page.locator(f"[class*='-{question.replace('.', '-')} ']").first

    def close(self) -> None:
        self.page.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def lab_server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab(tmp_path_factory.mktemp("lab"), browser)
    yield lab
    lab.stop()


@pytest.fixture
def lab(lab_server: Lab) -> Iterator[Lab]:
    """The server over an emptied folder, its kernels stopped after the test."""
    for kept in lab_server.folder.iterdir():
        if not kept.name.startswith(".") and kept.name != "lab.log":
            shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
    shutil.copytree(REPOSITORY / "seeds", lab_server.folder / "seeds")
    yield lab_server
    lab_server.close_pages()
    lab_server.stop_kernels()


@pytest.fixture
def every_kind(lab: Lab) -> None:
    """The bank with one question of every kind, beside the notebooks."""
    shutil.copy(Path(__file__).parent / "every_kind.toml", lab.folder)


@pytest.fixture
def screenshots() -> Callable[[Page, str], None]:
    folder = Path(__file__).parent / "screenshots"
    folder.mkdir(exist_ok=True)

    def save(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png")

    return save

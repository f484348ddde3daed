"""A simulated student: what a browser says to the hub and to the student's own server, said without one."""

import json
import time
import uuid
from typing import Any
from urllib.parse import quote

import nbformat
import requests
from nbformat.v4 import output_from_msg
from websocket import WebSocket, create_connection

PATIENCE = 120  # seconds for anything at all, on a machine that is busy with the others
Notebook = Any


class Student:
    """A student in a browser. Every error of the hub, a server or a cell is raised."""

    def __init__(self, name: str, hub: str) -> None:
        self.name, self.hub = name, hub
        self.own = f"{hub}/user/{name}/"
        self.browser = requests.Session()
        self.page = ""  # the address that logging in led to

    def log_in(self) -> None:
        """Log in and wait until the page that students are led to is there."""
        self._get(f"{self.hub}/hub/login")
        form = {"username": self.name, "password": "", "_xsrf": self._token("/hub/")}
        self.browser.post(f"{self.hub}/hub/login", form, timeout=PATIENCE).raise_for_status()
        deadline = time.monotonic() + PATIENCE
        while not self.page.startswith(self.own):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name}'s server did not start.")
            time.sleep(0.2)
            self.page = self._get(f"{self.hub}/hub/spawn").url

    def pull(self, repository: str, folder: str) -> None:
        """Follow an nbgitpuller link."""
        asked = {"repo": repository, "targetpath": folder, "branch": "main"}
        answer = self.browser.get(f"{self.own}git-pull/api", params=asked, timeout=PATIENCE)
        answer.raise_for_status()
        assert '"finished"' in answer.text, answer.text

    def open(self, path: str) -> Notebook:
        """A notebook in the student's home."""
        return nbformat.from_dict(self._get(f"{self.own}api/contents/{quote(path)}").json()["content"])

    def save(self, path: str, notebook: Notebook) -> None:
        """Save a notebook with its outputs, as JupyterLab does."""
        self._send("PUT", f"contents/{quote(path)}", {"type": "notebook", "content": notebook})

    def start_kernel(self, path: str) -> "Kernel":
        """The kernel of a notebook that is opened."""
        session = {"path": path, "type": "notebook", "name": path, "kernel": {"name": "python3"}}
        kernel = self._send("POST", "sessions", session)["kernel"]["id"]
        cookies = "; ".join(f"{each.name}={each.value}" for each in self.browser.cookies)
        address = f"{self.own}api/kernels/{kernel}/channels".replace("http", "ws", 1)
        return Kernel(create_connection(address, cookie=cookies, timeout=PATIENCE))

    def kernels(self) -> list[dict[str, Any]]:
        """The kernels of the student's server."""
        return list(self._get(f"{self.own}api/kernels").json())

    def _get(self, address: str) -> requests.Response:
        answer = self.browser.get(address, timeout=PATIENCE)
        answer.raise_for_status()
        return answer

    def _send(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        token = {"X-XSRFToken": self._token(f"/user/{self.name}/")}
        answer = self.browser.request(
            method, f"{self.own}api/{path}", json=body, headers=token, timeout=PATIENCE
        )
        answer.raise_for_status()
        return dict(answer.json())

    def _token(self, path: str) -> str:
        return next(
            each.value or "" for each in self.browser.cookies if (each.name, each.path) == ("_xsrf", path)
        )


class Kernel:
    """A kernel at the other end of its websocket."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket

    def run_all(self, notebook: Notebook) -> None:
        """Run every code cell and put its outputs into it."""
        for cell in notebook.cells:
            if cell.cell_type == "code":
                self.run(cell)

    def run(self, cell: Notebook) -> None:
        """Run a cell and put its outputs into it; raises AssertionError where one is an error."""
        asked = self._ask(cell.source)
        cell.outputs = []
        shown: dict[str, Any] = {}
        while True:
            message = json.loads(self.socket.recv())
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != asked:
                continue
            if kind == "status" and content["execution_state"] == "idle":
                return
            if kind == "update_display_data":
                shown[content["transient"]["display_id"]].data = content["data"]
            elif kind in ("stream", "display_data", "execute_result", "error"):
                assert kind != "error", "\n".join(content["traceback"])
                output = output_from_msg(message)
                cell.outputs.append(output)
                if display := content.get("transient", {}).get("display_id"):
                    shown[display] = output
            elif kind == "execute_input":
                cell.execution_count = content["execution_count"]

    def _ask(self, code: str) -> str:
        asked = uuid.uuid4().hex
        header = {"msg_id": asked, "msg_type": "execute_request", "username": "", "session": "student"}
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        message = {"header": {**header, "version": "5.4", "date": ""}, "parent_header": {}, "metadata": {}}
        self.socket.send(json.dumps({**message, "content": content, "channel": "shell", "buffers": []}))
        return asked

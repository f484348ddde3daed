"""JupyterHub for one seminar on one server. README.md beside this file says how to install and start it.

Everything that another seminar may want otherwise stands in capitals at the top. What the settings mean in
full: https://jupyterhub.readthedocs.io
"""

import sys
from pathlib import Path

c = get_config()  # noqa: F821 (JupyterHub gives it)

ADDRESS = "http://127.0.0.1:8000"  # for this machine alone: what speaks HTTPS to the world stands before it
STUDENTS = "students"  # the group of this machine whose members may log in
COURSE = "between-the-lines"  # the folder of the lessons in each student's home
FIRST_PAGE = f"/lab/tree/{COURSE}/notebooks/00-start-here.ipynb"
MEMORY = "1G"  # at most, for each process of a student: the server, and the kernel of each open notebook
IDLE = 3600  # seconds after which an unused server is stopped; answers are on disk long before

# Who may come in: the users of this machine, by their passwords there. Nobody can stop other people's servers
# or see their work through the hub, unless you name somebody in c.Authenticator.admin_users.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {STUDENTS}

c.JupyterHub.bind_url = ADDRESS

# What is started for a student, with the student's own rights: first the lessons are laid out in the home,
# where files that the student has changed stay as they are, then the server starts, within its memory.
PROGRAMS = Path(sys.executable).parent
# Left out is a grammar of web addresses, with which Jupyter would check forms of its own. It takes half of
# the time until a server is there, and 17 MB.
SERVER = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyterhub.singleuser import main; main()"
START = f"""
"{PROGRAMS}/kit" start --lessons "$HOME/{COURSE}"
export JUPYTER_RUNTIME_DIR="$HOME/.jupyter/run"
exec prlimit --data="$MEM_LIMIT" "{sys.executable}" -c "{SERVER}" "$@"
"""
c.Spawner.cmd = ["sh", "-c", START, "sh"]
c.Spawner.mem_limit = MEMORY
c.Spawner.default_url = FIRST_PAGE

# A whole class logs in at the same minute: on a small server the last one waits for the others.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 120

# What lessons do not need is not loaded, which saves memory for each student: language servers, terminals,
# the addresses of an older notebook, and the search for extensions to install.
UNUSED = ("jupyter_lsp", "jupyter_server_terminals", "notebook_shim")
c.Spawner.args = [
    *(f"--ServerApp.jpserver_extensions={name}=False" for name in UNUSED),
    "--LabApp.extension_manager=readonly",
    # Kernels are reached by files in the home, not by ports: those can be listened to by other users of the
    # machine, and are taken by another student's kernel now and then. The names of such files must be short.
    "--KernelManager.transport=ipc",
]
# libraries that would start a thread for each core of the server, for each student
c.Spawner.environment = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

# Servers that nobody uses are stopped. The next login starts them again.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]

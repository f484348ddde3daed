"""A class on a real JupyterHub with a real proxy, on loopback."""

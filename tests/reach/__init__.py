"""The kit as strangers get it: through Binder, through pip, in clean folders, with the network cut."""

"""How Parley is put on machines: the local cluster without Docker, images, dashboards.

Nothing in here decides anything about news; the rooms never import it, only the command line does.
"""

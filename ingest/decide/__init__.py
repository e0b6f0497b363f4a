"""Every decision of fetching as a pure function: what is given and remembered in, an intent out.

What does not belong here: anything that reads a clock, a socket, a file or a database.
"""

"""The command line and the local shell: the only place where the rooms are wired together.

One small file per command in `commands/`; the one-machine pipeline in `local/`.
What does not belong here: decisions about feeds, words, positions or search.
"""

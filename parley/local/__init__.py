"""The local shell: one process that fetches and stores, and one child that reads articles.

An article's effects and the feed's "seen" mark are one SQLite transaction.
What does not belong here: what to fetch, what was said, what has shifted.
"""

"""What every process needs: clock, settings, logs, metrics, HTTP client, SQLite, accounts.

These rooms know how to reach the outside safely and how to keep bytes; they know nothing of news.
What does not belong here: feeds, statements, parties, queries, or any decision about them.
"""

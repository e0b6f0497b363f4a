"""What wakes people: watches matched against what comes in, and the alerts that follow from it.

`matching`, `view`, `difference` and `policy` decide and touch nothing; `local/` keeps it all in the
one file; `courier` sends. What does not belong here: what a query means (`search.query`).
"""

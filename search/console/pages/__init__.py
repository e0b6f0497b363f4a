"""The pages for people, one file per subject; the templates beside them hold the markup.

What does not belong here: JSON, and SQL.
"""

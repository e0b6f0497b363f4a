"""The JSON API under /api/v1: what the pages show, for programs.

What does not belong here: HTML, and answers that no page shows.
"""

"""What is kept, found, watched and delivered: text, query language, index, export.

It reads values of `wire` and gives them back; it never decides what was said or whether it shifted.
What does not belong here: extraction, fetching, and anything that imports ingest or processors.
"""

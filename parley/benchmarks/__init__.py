"""What `parley bench` measures: extraction, polling, the whole pipeline.

Each figure is a median of several turns, beside a peer's in the same run.
What does not belong here: any limit on a figure; machines are noisy, and tests do not time.
"""

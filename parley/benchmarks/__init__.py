"""What `parley bench` measures: extraction, polling, the pipeline, the console, the alerts.

Where there is a peer, it is measured in the same run. A budget holds only where it is asked for:
machines are noisy, and tests do not time. What does not belong here: any test of what is right.
"""

"""The outside world becomes articles: feeds, schedule, fetch, parse, identity, full text.

Decisions are pure (`decide/`), the poller applies them, and the caller stores what it is given.
What does not belong here: what an article says (processors/), where articles are kept (search/).
"""

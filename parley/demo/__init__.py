"""The demo newsrooms: invented outlets, served on loopback as feeds and pages, in fast time.

Here: reading a newsroom, what each outlet shows at a moment, pages and feeds, the clock's tempo.
Not here: the pipeline that reads them, which knows no difference from real outlets.
"""

from parley.demo.newsroom import Newsroom, NewsroomError, Story, bundled
from parley.demo.site import DemoFeed, DemoSite
from parley.demo.tempo import DemoClock, Tempo, demo_clock

__all__ = [
    "DemoClock",
    "DemoFeed",
    "DemoSite",
    "Newsroom",
    "NewsroomError",
    "Story",
    "Tempo",
    "bundled",
    "demo_clock",
]

"""What is wrong with a query, where, and what to do about it."""


class QueryError(ValueError):
    """A query that cannot be run.

    `position` counts code points from 0; `advice` says what to write instead. As a string it is one
    line; `marked()` shows the query with a caret under the place.
    """

    def __init__(self, problem: str, query: str, position: int, advice: str = "") -> None:
        self.problem = problem
        self.query = query
        self.position = max(0, min(position, len(query)))
        self.advice = advice
        super().__init__(f"{problem} (at character {self.position + 1})" + self._advice(": "))

    def marked(self) -> str:
        """Three or four lines: the problem, the query around the place, a caret, the advice."""
        # A line break or a tab would put the caret under something else.
        line = "".join(c if c.isprintable() else " " for c in self.query)
        start = max(0, self.position - 50)
        shown = line[start : self.position + 30]
        caret = " " * (self.position - start) + "^"
        return f"{self.problem}\n  {shown}\n  {caret}" + self._advice("\n")

    def _advice(self, before: str) -> str:
        return f"{before}{self.advice}" if self.advice else ""

"""Layout without the spaces that fill columns up, for pipes and files."""

from rich.console import Console, RenderableType


def print_flush(console: Console, renderable: RenderableType) -> None:
    """Print; where no terminal reads it, without spaces at the ends of lines."""
    if console.is_terminal:
        console.print(renderable)
        return
    # Soft wrapping, usual in a pipe, would cut every line of a laid out text at the width.
    with console.capture() as captured:
        console.print(renderable, soft_wrap=False)
    for line in captured.get().splitlines():
        console.out(line.rstrip(), highlight=False)

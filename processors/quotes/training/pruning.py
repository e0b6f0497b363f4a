"""Leaves out the inner units of each layer that do least: a quarter less to compute.

Importance is the mean size of a unit's output on real text (Molchanov et al. 2016 in its simplest
form); measured before fine-tuning, which makes up for the loss.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  # torch's own name for it

from processors.quotes.tagger.windows import windows
from processors.quotes.training.encoder import Layer, Tagger
from processors.quotes.training.finetune import Lesson


def prune(tagger: Tagger, found: Sequence[Lesson], keep: int) -> None:
    """Keeps the `keep` most important inner units of every layer, in place."""
    importance = _importance(tagger.eval(), found)
    for module, of in zip(tagger.layers, importance, strict=True):
        assert isinstance(module, Layer)
        kept = torch.sort(torch.topk(of, keep).indices).values
        width = module.up.in_features
        up, down = nn.Linear(width, keep), nn.Linear(keep, width)
        with torch.no_grad():
            up.weight.copy_(module.up.weight[kept])
            up.bias.copy_(module.up.bias[kept])
            down.weight.copy_(module.down.weight[:, kept])
            down.bias.copy_(module.down.bias)
        module.up, module.down = up, down


def _importance(tagger: Tagger, found: Sequence[Lesson]) -> list[Tensor]:
    totals: dict[int, Tensor] = {}

    def add(number: int, layer: Layer, output: Tensor) -> None:
        size = F.gelu(output).abs().mean(dim=(0, 1)) * layer.down.weight.norm(dim=0)
        totals[number] = totals.get(number, torch.zeros_like(size)) + size

    hooks = []
    for number, module in enumerate(tagger.layers):
        assert isinstance(module, Layer)
        hooks.append(
            module.up.register_forward_hook(
                lambda _, __, output, number=number, module=module: add(number, module, output)
            )
        )
    with torch.no_grad():
        for lesson in found:
            for window in windows(lesson.words, lesson.pieces)[:1]:
                tagger(
                    torch.from_numpy(window.pieces.astype(np.int64))[None],
                    torch.from_numpy(window.marks.astype(np.int64))[None],
                )
    for hook in hooks:
        hook.remove()
    return [totals[n] for n in range(len(tagger.layers))]

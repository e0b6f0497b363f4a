"""The trained network as an ONNX file of whole numbers, 8 bits a weight, one scale a column.

Attention is one operator of onnxruntime, which is a third quicker than the same in parts; windows
are read one at a time, so it needs no mask.
"""

import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  # torch's own name for it

from processors.quotes.training.encoder import Layer, Tagger

OPSET = 17


class _Attention(torch.autograd.Function):
    """Attention that exports as one operator."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        batch, length, width = q.shape

        def split(x: Tensor) -> Tensor:
            return x.view(batch, length, heads, width // heads).transpose(1, 2)

        scores = split(q) @ split(k).transpose(-1, -2) * (width // heads) ** -0.5
        return (scores.softmax(-1) @ split(v)).transpose(1, 2).reshape(batch, length, width)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(
            q.type()
        )


class _Reading(nn.Module):
    """The tagger without what only training needs: dropout, padding, masks."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, pieces: Tensor, marks: Tensor) -> Tensor:
        t = self.tagger
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = t.norm(t.pieces(pieces) + t.places(places) + t.marks(marks))
        for layer in t.layers:
            assert isinstance(layer, Layer)
            q, k, v = layer.qkv(x).chunk(3, -1)
            seen = _Attention.apply(q, k, v, layer.heads)
            x = layer.out_norm(x + layer.out(seen))
            x = layer.down_norm(x + layer.down(F.gelu(layer.up(x))))
        scores: Tensor = t.head(x)
        return scores


def export(tagger: Tagger) -> bytes:
    """The ONNX file. Inputs `pieces` and `marks` (1, length), output `scores` (1, length, tags)."""
    example = torch.ones((1, 16), dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        plain, ready, small = (Path(folder) / name for name in ("plain", "ready", "small"))
        torch.onnx.export(
            _Reading(tagger.eval()),
            (example, example),
            str(plain),
            input_names=["pieces", "marks"],
            output_names=["scores"],
            dynamic_axes={name: {1: "length"} for name in ("pieces", "marks", "scores")},
            dynamo=False,
            opset_version=OPSET,
            custom_opsets={"com.microsoft": 1},
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True, skip_onnx_shape=True)
        quantize_dynamic(
            str(ready),
            str(small),
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
        )
        model = onnx.load(str(small))
    for node in model.graph.node:
        node.doc_string = ""
    return bytes(model.SerializeToString(deterministic=True))

"""Writes the network as ONNX for other programs: python onnx_export.py EPOCH.safetensors --vocabulary tokenizer.json --out reader.onnx

Inputs: ids, cases, quotes [batch, pieces] and mask [batch, pieces] (true where there is a piece). Outputs: the vector of each piece
and the scores of its tags for each chain (roles, inner, names); the chains themselves and the ties are for the caller, as
`decode.py` does them. In single precision, for the program reads 8-bit weights of its own. Ends with an error where onnxruntime
does not give what torch gives.
"""

import argparse
import pathlib

import numpy
import onnxruntime
import torch
from safetensors.torch import load_file

import data
import decode
from model import SHAPES, Network

# What the results may differ by: two orders of summation in single precision.
TOLERANCE = 2e-3


class Scores(torch.nn.Module):
    """The encoder with the linear part of each chain."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, ids, cases, quotes, mask):
        n = self.network
        x = n.norm(n.word(ids) + n.position.weight[: ids.shape[1]] + n.case(cases) + n.quote(quotes))
        for layer in n.layers:
            x = layer(x, mask[:, None, None, :])
        return x, n.roles(x), n.inner(x), n.names(x)


def given(windows):
    ids, cases, quotes, lengths = decode.collate(windows)
    return {"ids": ids, "cases": cases, "quotes": quotes, "mask": torch.arange(ids.shape[1])[None] < lengths[:, None]}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=pathlib.Path)
    options.add_argument("--vocabulary", type=pathlib.Path, required=True)
    options.add_argument("--out", type=pathlib.Path, required=True)
    args = options.parse_args()
    network = Network(SHAPES["minilm"])
    network.load_state_dict(load_file(args.trained), strict=False)
    scores = Scores(network).eval()
    reader = data.Reader(str(args.vocabulary))
    texts = ["The dam is safe, minister Ana Reyes told reporters.", "\u201cWe have no reason to worry,\u201d she said.\nEngineers doubt it."]
    windows = [w for i, text in enumerate(texts) for w in data.windows(data.Document(str(i), text, reader.words(text)), 128)]
    inputs = given(windows)
    outputs = ("vectors", "roles", "inner", "names")
    axes = {name: {0: "batch", 1: "pieces"} for name in (*inputs, *outputs)}
    torch.onnx.export(
        scores, tuple(inputs.values()), str(args.out), input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )
    session = onnxruntime.InferenceSession(str(args.out), providers=["CPUExecutionProvider"])
    worst = 0.0
    for batch in (windows, windows[:1], windows[1:]):  # of other sizes than the one it was traced with, too
        inputs = given(batch)
        with torch.no_grad():
            ours = scores(*inputs.values())
        theirs = session.run(list(outputs), {name: value.numpy() for name, value in inputs.items()})
        live = inputs["mask"].numpy()
        worst = max(worst, *(float(numpy.abs(a.numpy()[live] - b[live]).max()) for a, b in zip(ours, theirs)))
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB, differs from torch by at most {worst:.1e}")
    if worst > TOLERANCE:
        raise SystemExit("too far apart")


if __name__ == "__main__":
    main()

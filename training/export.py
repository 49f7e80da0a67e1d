"""Writes the weights as the program reads them: python export.py EPOCH.safetensors --out DIR [--positions N]

The encoder's matrices and the table of words as 8-bit numbers with a scale for each row (output channel), everything else
as it is. The file holds no text; the vocabulary goes beside it, one piece a line.
"""

import argparse
import json
import pathlib

import torch
from safetensors.torch import load_file, save_file

LAYERS, HEADS = 6, 12


def quantise(rows):
    """Symmetric 8-bit numbers: row = q * scale."""
    scale = (rows.abs().amax(1) / 127).clamp_min(1e-12)
    return torch.round(rows / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def tensors(trained, positions):
    out = {}
    out["embed.word.q"], out["embed.word.scale"] = quantise(trained["word.weight"])
    out["embed.position"] = trained["position.weight"][:positions]
    out["embed.case"], out["embed.quote"] = trained["case.weight"], trained["quote.weight"]
    for part in ("weight", "bias"):
        out[f"embed.norm.{part}"] = trained[f"norm.{part}"]
    for i in range(LAYERS):
        for name in ("qkv", "out", "up", "down"):
            out[f"layer.{i}.{name}.q"], out[f"layer.{i}.{name}.scale"] = quantise(trained[f"layers.{i}.{name}.weight"])
            out[f"layer.{i}.{name}.bias"] = trained[f"layers.{i}.{name}.bias"]
        for name in ("norm1", "norm2"):
            for part in ("weight", "bias"):
                out[f"layer.{i}.{name}.{part}"] = trained[f"layers.{i}.{name}.{part}"]
    for head, chain in (("roles", "role_chain"), ("inner", "inner_chain"), ("names", "name_chain")):
        out[f"{head}.weight"], out[f"{head}.bias"] = trained[f"{head}.weight"], trained[f"{head}.bias"]
        out[f"{head}.transition"] = trained[f"{chain}.transition"]
    for pair in ("cue_of", "source_of"):
        for name, value in trained.items():
            if name.startswith(pair + "."):
                out[name] = value
    out["calibration"] = trained.get("calibration", torch.tensor([0.0, 1.0, 1.0, 1.0, 1.0, 1.0]))
    out["calibration.map"] = trained.get("calibration.map", torch.stack([torch.linspace(0, 1, 12)] * 2))
    return {k: v.contiguous().clone() for k, v in out.items()}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=pathlib.Path)
    options.add_argument("--vocabulary", type=pathlib.Path, required=True, help="tokenizer.json")
    options.add_argument("--out", type=pathlib.Path, required=True)
    options.add_argument("--positions", type=int, default=192)
    args = options.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    weights = tensors(load_file(args.trained), args.positions)
    save_file(weights, args.out / "reader.safetensors", metadata={"layers": str(LAYERS), "heads": str(HEADS)})
    vocabulary = json.loads(args.vocabulary.read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = sorted(vocabulary, key=vocabulary.get)
    (args.out / "vocabulary.txt").write_text("".join(p + "\n" for p in pieces), encoding="utf-8")


if __name__ == "__main__":
    main()

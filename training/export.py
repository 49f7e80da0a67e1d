"""Writes the weights as the program reads them: python export.py EPOCH.safetensors --out DIR [--claims CLAIMS.safetensors] [--positions N]

The encoder's matrices, what changes them for claims, and the table of words as 8-bit numbers with a scale for each row (output
channel), the scorers and what else is for claims as 16-bit numbers, everything else as it is. The file holds no text; the vocabulary goes beside it, one piece a line.
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


def names():
    """(what the program calls it, what the network calls it, whether it goes into 8 bits) of each tensor."""
    yield "embed.word", "word.weight", True
    for part in ("position", "case", "quote"):
        yield f"embed.{part}", f"{part}.weight", False
    for part in ("weight", "bias"):
        yield f"embed.norm.{part}", f"norm.{part}", False
    for i in range(LAYERS):
        for name in ("qkv", "out", "up", "down"):
            yield f"layer.{i}.{name}", f"layers.{i}.{name}.weight", True
            yield f"layer.{i}.{name}.bias", f"layers.{i}.{name}.bias", False
        for name in ("norm1", "norm2"):
            for part in ("weight", "bias"):
                yield f"layer.{i}.{name}.{part}", f"layers.{i}.{name}.{part}", False
    for head, chain in (("roles", "role_chain"), ("inner", "inner_chain"), ("names", "name_chain")):
        for part in ("weight", "bias"):
            yield f"{head}.{part}", f"{head}.{part}", False
        yield f"{head}.transition", f"{chain}.transition", False


def pairs(tensors):
    """The two scorers, which are called the same by both."""
    return {name: value for name, value in tensors.items() if name.split(".")[0] in ("cue_of", "source_of")}


def tensors(trained, positions):
    out = {name: value.half() for name, value in pairs(trained).items()}
    for theirs, ours, eight_bits in names():
        if eight_bits:
            out[f"{theirs}.q"], out[f"{theirs}.scale"] = quantise(trained[ours])
        else:
            out[theirs] = trained[ours]
    out["embed.position"] = out["embed.position"][:positions]
    out["calibration"] = trained.get("calibration", torch.tensor([0.0, 1.0, 1.0, 1.0, 1.0, 1.0]))
    out["calibration.map"] = trained.get("calibration.map", torch.stack([torch.linspace(0, 1, 12)] * 2))
    return {k: v.contiguous().clone() for k, v in out.items()}


def changes(trained):
    """What `train_claims.py` wrote, as the program calls it."""
    out = {f"change.claims.{name}": trained[name].half() for name in ("turn", "middles")}
    for name, value in trained.items():
        if not name.startswith("layers."):
            continue
        _, layer, part, kind = name.split(".")
        ours = f"change.claims.layer.{layer}.{part}.{kind}"
        if kind in ("a", "b"):
            out[f"{ours}.q"], scale = quantise(value)
            out[f"{ours}.scale"] = scale.half()
        else:
            out[ours] = value.half()
    return {k: v.contiguous().clone() for k, v in out.items()}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trained", type=pathlib.Path)
    options.add_argument("--vocabulary", type=pathlib.Path, required=True, help="tokenizer.json")
    options.add_argument("--out", type=pathlib.Path, required=True)
    options.add_argument("--claims", type=pathlib.Path)
    options.add_argument("--positions", type=int, default=128)
    args = options.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    weights = tensors(load_file(args.trained), args.positions)
    if args.claims:
        weights |= changes(load_file(args.claims))
    save_file(weights, args.out / "reader.safetensors", metadata={"layers": str(LAYERS), "heads": str(HEADS)})
    vocabulary = json.loads(args.vocabulary.read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = sorted(vocabulary, key=vocabulary.get)
    (args.out / "vocabulary.txt").write_text("".join(p + "\n" for p in pieces), encoding="utf-8")


if __name__ == "__main__":
    main()

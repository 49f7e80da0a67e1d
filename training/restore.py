"""Makes of the weights that the program reads ones to go on training from: python restore.py ../models/reader.safetensors OUT.safetensors

What `export.py` wrote, backwards: the 8-bit numbers times their scales. Positions behind the last that was kept are zero.
"""

import argparse
import pathlib

import torch
from safetensors.torch import load_file, save_file

from export import LAYERS
from model import Network


def restored(tensors):
    """Named as `Network` names them."""
    out = dict(Network().state_dict())
    matrix = lambda name: tensors[f"{name}.q"].float() * tensors[f"{name}.scale"][:, None]
    out["word.weight"] = matrix("embed.word")
    out["position.weight"] = torch.zeros_like(out["position.weight"])
    out["position.weight"][: len(tensors["embed.position"])] = tensors["embed.position"]
    out["case.weight"], out["quote.weight"] = tensors["embed.case"], tensors["embed.quote"]
    for part in ("weight", "bias"):
        out[f"norm.{part}"] = tensors[f"embed.norm.{part}"]
    for i in range(LAYERS):
        for name in ("qkv", "out", "up", "down"):
            out[f"layers.{i}.{name}.weight"] = matrix(f"layer.{i}.{name}")
            out[f"layers.{i}.{name}.bias"] = tensors[f"layer.{i}.{name}.bias"]
        for name in ("norm1", "norm2"):
            for part in ("weight", "bias"):
                out[f"layers.{i}.{name}.{part}"] = tensors[f"layer.{i}.{name}.{part}"]
    for head, chain in (("roles", "role_chain"), ("inner", "inner_chain"), ("names", "name_chain")):
        out[f"{head}.weight"], out[f"{head}.bias"] = tensors[f"{head}.weight"], tensors[f"{head}.bias"]
        out[f"{chain}.transition"] = tensors[f"{head}.transition"]
    out |= {name: value for name, value in tensors.items() if name.split(".")[0] in ("cue_of", "source_of")}
    return {k: v.contiguous() for k, v in out.items()}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("weights", type=pathlib.Path)
    options.add_argument("out", type=pathlib.Path)
    args = options.parse_args()
    save_file(restored(load_file(args.weights)), args.out)


if __name__ == "__main__":
    main()

"""Makes of the weights that the program reads ones to go on training from: python restore.py ../models/reader.safetensors OUT.safetensors

What `export.py` wrote, backwards: the 8-bit numbers times their scales. Positions behind the last that was kept are zero.
"""

import argparse
import pathlib

import torch
from safetensors.torch import load_file, save_file

from export import names, pairs
from model import Network


def restored(tensors):
    """Named as `Network` names them."""
    out = dict(Network().state_dict()) | {name: value.float() for name, value in pairs(tensors).items()}
    positions = torch.zeros_like(out["position.weight"])
    for theirs, ours, eight_bits in names():
        out[ours] = tensors[f"{theirs}.q"].float() * tensors[f"{theirs}.scale"][:, None] if eight_bits else tensors[theirs].float()
    positions[: len(out["position.weight"])] = out["position.weight"]
    out["position.weight"] = positions
    return {k: v.contiguous() for k, v in out.items()}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("weights", type=pathlib.Path)
    options.add_argument("out", type=pathlib.Path)
    args = options.parse_args()
    save_file(restored(load_file(args.weights)), args.out)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Keeps the outermost attributions of each line that `onrecord extract` prints: PolNeAR marks no others.

usage: outermost.py < READ.jsonl > OUTERMOST.jsonl
"""
import json
import sys


def inside(inner, outer):
    """Whether the cue and content of one lie in the content of the other."""
    return inner is not outer and all(
        any(start <= s and e <= end for start, end in outer["content"]) for s, e in inner["cue"] + inner["content"])


for line in sys.stdin:
    read = json.loads(line)
    told = [a for a in read["attributions"] if a["cue"]]
    read["attributions"] = [a for a in told if not any(inside(a, other) for other in told)]
    print(json.dumps(read, ensure_ascii=False))

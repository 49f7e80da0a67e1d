#!/usr/bin/env python3
"""Score predicted attributions against the nested gold.

usage: score.py [--split tune|report] GOLD.jsonl PREDICTED.jsonl

GOLD is what to_jsonl.py prints. PREDICTED has {"id", "attributions": [{"source", "cue", "content": [[s, e], ...]}, ...]}
a line; a prediction may also have "inside", the index in its own list of the attribution it is told through, or null.

attribution   one to one by content, as shared/bench/score_attributions.py: content word-Jaccard >= 0.5, and the sources
              overlap or both are empty. By kind: over the passages of that kind. By depth: recall over the gold ones
              of that depth, precision over the predictions that by their own nesting have that depth (4 counts as 3).
inner found   share of the gold attributions of depth >= 2 for which some prediction meets that criterion.
inner tied    share of them for which such a prediction lies inside another one whose content has Jaccard >= 0.5 with the
              content of the gold's outer one. Inside: by "inside" where the prediction has that key, otherwise when its
              content (its cue, if it has none) lies within one role of the other one, marks at the ends aside.
An attribution without a cue is ignored. Gold against itself gives 100 on every line.
"""
import argparse, collections, json, re, sys

ROLES = ("source", "cue", "content")
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
EDGE = " \t\n\"'“”‘’.,;:"


def load(path):
    with open(path, encoding="utf-8") as lines:
        return {d["id"]: d for d in map(json.loads, lines)}


def prepare(text, attributions):
    """Keep those with a cue; give each the sets of its words, and for each the list of those it lies inside of."""
    words = [m.span() for m in WORD.finditer(text)]
    kept = [(i, a) for i, a in enumerate(attributions) if a.get("cue")]
    place, out = {i: n for n, (i, _) in enumerate(kept)}, []
    for _, a in kept:
        if any(not 0 <= s < e <= len(text) for r in ROLES for s, e in a.get(r, [])):
            sys.exit(f"a span is empty or outside the text {text[:40]!r}…")
        own = {r: {i for i, (s, e) in enumerate(words) if any(s < d and c < e for c, d in a.get(r, []))} for r in ROLES}
        own["spans"] = {r: a.get(r, []) for r in ROLES}
        out.append(own)
    for n, (_, a) in enumerate(kept):
        if "inside" in a:
            out[n]["outer"] = [place[a["inside"]]] if a["inside"] in place else []
        else:
            out[n]["outer"] = [m for m in range(len(out)) if m != n and lies(text, out[n]["spans"], out[m]["spans"])]
    return out


def lies(text, inner, outer):
    own = inner["content"] or inner["cue"]
    ends = [(e - len(text[s:e].lstrip(EDGE)), s + len(text[s:e].rstrip(EDGE))) for s, e in own]
    if any(a < d and c < b for a, b in outer["cue"] for c, d in inner["cue"]):
        return False  # the same cue twice
    return any(all(any(a <= s and e <= b for a, b in outer[r]) for s, e in ends) for r in ROLES)


def depth(n, atts):
    """1 for the outermost, at most 3."""
    def down(n, seen):
        return 1 + max((down(m, seen | {n}) for m in atts[n]["outer"] if m not in seen), default=0)
    twins = [m for m in atts[n]["outer"] if n in atts[m]["outer"]]  # both hold each other: the earlier cue is outer
    first = [m for m in twins if min(atts[m]["spans"]["cue"]) > min(atts[n]["spans"]["cue"])]
    return min(3, down(n, set(first)))


def jaccard(a, b):
    return len(a & b) / len(a | b) if a | b else 0.0


def agrees(p, g):
    """The Jaccard of the contents when the attribution criterion holds, else 0."""
    same = bool(p["source"] & g["source"]) or not p["source"] and not g["source"]
    found = jaccard(p["content"], g["content"])
    return found if same and found >= 0.5 else 0.0


def match(ps, gs):
    """One to one, best first: pairs (p, g)."""
    used_p, used_g, out = set(), set(), []
    for _, p, g in sorted(((agrees(p, g), i, j) for i, p in enumerate(ps) for j, g in enumerate(gs)), reverse=True):
        if agrees(ps[p], gs[g]) and p not in used_p and g not in used_g:
            used_p.add(p)
            used_g.add(g)
            out.append((p, g))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("tune", "report"))
    parser.add_argument("gold")
    parser.add_argument("predicted")
    options = parser.parse_args()
    gold, predicted = load(options.gold), load(options.predicted)
    if set(predicted) - set(gold):
        sys.exit(f"predicted passages that the gold file lacks: {sorted(set(predicted) - set(gold))[:3]} …")
    counts = collections.defaultdict(lambda: [0, 0, 0, 0, 0, 0, 0])  # hit p, all p, hit g, all g, inner, found, tied

    for name, doc in gold.items():
        if options.split and doc["split"] != options.split:
            continue
        gs = prepare(doc["text"], doc["attributions"])
        ps = prepare(doc["text"], predicted.get(name, {}).get("attributions", []))
        pairs = match(ps, gs)
        levels = [a["depth"] for a in doc["attributions"] if a.get("cue")]
        own = [depth(i, ps) for i in range(len(ps))]
        inner = found = tied = 0
        for g, level in zip(gs, levels):
            if level > 1:
                inner += 1
                close = [p for p in ps if agrees(p, g)]
                found += bool(close)
                outers = [gs[o]["content"] for o in g["outer"]]
                tied += any(jaccard(ps[q]["content"], o) >= 0.5 for p in close for q in p["outer"] for o in outers)
        for key in ["all"] + ["kind " + k for k in doc["kinds"]]:
            for i, v in enumerate((len(pairs), len(ps), len(pairs), len(gs), inner, found, tied)):
                counts[key][i] += v
        for level in (1, 2, 3):
            for i, v in enumerate((sum(own[p] == level for p, _ in pairs), own.count(level),
                                   sum(levels[g] == level for _, g in pairs), levels.count(level))):
                counts[f"depth {level}"][i] += v

    for key in sorted(counts, key=lambda k: (k != "all", k)):
        a, b, c, d, inner, found, tied = counts[key]
        p, r = a / b if b else 0.0, c / d if d else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        line = f"{key:17s} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}   (predicted {b:3d}, gold {d:3d})"
        if inner:
            line += f"   inner {inner:3d}: found {100 * found / inner:5.1f}, tied {100 * tied / inner:5.1f}"
        print(line)


if __name__ == "__main__":
    main()

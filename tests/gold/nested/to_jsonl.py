#!/usr/bin/env python3
"""Turn the bracketed gold files (README.md tells their format) into JSON Lines on standard output, and check them.

usage: to_jsonl.py [FILE.txt ...] > GOLD.jsonl      without files: every .txt beside this script
Faults are reported with file and line, and then nothing is printed. Counts by kind and depth go to standard error.
"""
import collections, json, pathlib, re, sys

KINDS = set("""nested depth3 chain negated hypothetical question scare-quote title continued one-word cue-noun passive
after inverted colon headline not-cue pronoun none""".split())
HEAD = re.compile(r"# ([a-z]+(?:-[a-z])?-\d+) ([a-z0-9,-]+) (tune|report)$")
OPEN = re.compile(r"\[([sct])(\d+(?:,\d+)*)(?:<(\d+))? ")
ROLE = {"s": "source", "c": "cue", "t": "content"}
EDGE = " \t\n\"'“”‘’.,;:"


def parse(line):
    """Bracketed line -> text, {number: {role: [[s, e], ...]}}, {number: number it is told through}."""
    text, stack, spans, ties, i = "", [], {}, {}, 0
    while i < len(line):
        m, c = OPEN.match(line, i), line[i]
        if m:
            stack.append((ROLE[m[1]], [int(n) for n in m[2].split(",")], len(text)))
            ties.update((n, int(m[3])) for n in stack[-1][1] if m[3])
        elif c == "[":
            raise ValueError(f"a bracket without a label: {line[i:i + 20]!r}")
        elif c == "]":
            if not stack:
                raise ValueError(f"a closing bracket too many after {text[-20:]!r}")
            role, numbers, start = stack.pop()
            if text[start:] != text[start:].strip() or start == len(text):
                raise ValueError(f"a span is empty or has blanks at its ends: {text[start:]!r}")
            for n in numbers:
                roles = spans.setdefault(n, {r: [] for r in ROLE.values()})
                if any(s < len(text) and start < e for r in roles.values() for s, e in r):
                    raise ValueError(f"attribution {n}: {text[start:]!r} lies on another of its own spans")
                roles[role].append([start, len(text)])
        elif c == "¶":
            text = text.rstrip(" ") + "\n\n"
        elif c != " " or not text.endswith("\n"):
            text += c
        i = m.end() if m else i + 1
    if stack:
        raise ValueError(f"{len(stack)} brackets are not closed; the last opens at {text[stack[-1][2]:][:20]!r}")
    if "  " in text or text != text.strip():
        raise ValueError("blanks are doubled or at the ends")
    return text, spans, ties


def within(text, inner, outer):
    """Whether each inner span, blanks and marks at its ends aside, lies in one of the outer ones."""
    ends = [(e - len(text[s:e].lstrip(EDGE)), s + len(text[s:e].rstrip(EDGE))) for s, e in inner]
    return all(any(a <= s and e <= b for a, b in outer) for s, e in ends)


def nest(text, atts, ties):
    """Set depth and inside: the smallest attribution one of whose roles holds this one's cue and content."""
    for i, a in enumerate(atts):
        own = a["cue"] + a["content"]
        holds = [(sum(e - s for s, e in b[r]), j + 1 not in ties, j) for j, b in enumerate(atts) if j != i
                 for r in ROLE.values() if b[r] and within(text, own, b[r])]
        a["inside"] = ties[i + 1] - 1 if i + 1 in ties else min(holds)[2] if holds else None
    for a in atts:
        a["depth"], at = 1, a["inside"]
        while at is not None:
            a["depth"], at = a["depth"] + 1, atts[at]["inside"]
            if a["depth"] > 3:
                raise ValueError("attributions lie inside each other, or deeper than 3")


def item(name, kinds, split, line):
    kinds, (text, spans, ties) = kinds.split(","), parse(line)
    if set(kinds) - KINDS or len(set(kinds)) < len(kinds):
        raise ValueError(f"unknown or repeated kinds: {kinds}")
    if sorted(spans) != list(range(1, len(spans) + 1)) or any(t not in spans for t in ties.values()):
        raise ValueError(f"attributions must be numbered 1, 2, …: {sorted(spans)}")
    atts = [{r: sorted(spans[n][r]) for r in ROLE.values()} for n in sorted(spans)]
    if any(not a["cue"] and not a["content"] for a in atts):
        raise ValueError("an attribution has neither cue nor content")
    nest(text, atts, ties)
    depth = max((a["depth"] for a in atts), default=0)
    for kind, holds in (("none", depth == 0), ("nested", depth > 1), ("depth3", depth > 2), ("chain", bool(ties))):
        if (kind in kinds) != holds:
            raise ValueError(f"the kind {kind!r} is {'wrong' if kind in kinds else 'missing'}: the depth is {depth}")
    return {"id": name, "text": text, "kinds": kinds, "split": split, "attributions": atts}


def main(paths):
    items, faults, seen = [], [], {}
    for path in map(pathlib.Path, paths or sorted(pathlib.Path(__file__).parent.glob("*.txt"))):
        head = None
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            try:
                if line.startswith("#"):
                    head = HEAD.match(line)
                    if not head or head[1] in seen or not head[1].startswith(path.stem + "-"):
                        raise ValueError("the header is not '# domain-nn kind,kind tune|report', or the name is taken")
                    seen[head[1]] = head[1]
                elif line and not head:
                    raise ValueError("a passage without a (right) header")
                elif line:
                    used, head = head, None
                    items.append(item(*used.groups(), line))
                    key = " ".join(re.findall(r"\w+", items[-1]["text"].lower()))
                    if seen.setdefault(key, used[1]) != used[1]:
                        raise ValueError(f"the same passage as {seen[key]}")
                elif head:
                    raise ValueError(f"{head[1]} has no passage")
            except ValueError as fault:
                faults.append(f"{path}:{number}: {fault}")
    if faults:
        sys.exit("\n".join(faults))
    print("\n".join(json.dumps(i, ensure_ascii=False) for i in items))
    depths = [f"depth {a['depth']}" for i in items for a in i["attributions"]]
    for counts in [i["split"] for i in items], [k for i in items for k in i["kinds"]], depths:
        print(*(f"{k}: {n}" for k, n in sorted(collections.Counter(counts).items())), sep=", ", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])

#!/usr/bin/env python3
"""Turn the bracketed gold files into JSON Lines, and check them.

usage: to_jsonl.py [FILE.txt ...] > GOLD.jsonl      (without files: every .txt beside this script)
       to_jsonl.py --counts [FILE.txt ...]          (counts by kind and depth instead of the lines)

The format is told in README.md. Any fault is reported with its file and line, and nothing is printed.
"""
import collections, json, pathlib, re, sys

KINDS = set("""nested depth3 chain negated hypothetical question scare-quote title continued one-word cue-noun passive
after inverted colon headline not-cue pronoun none""".split())
HEAD = re.compile(r"# ([a-z-]+-\d\d) ([a-z0-9,-]+)(?: (tune|report))?$")
OPEN = re.compile(r"\[([sct])(\d+(?:,\d+)*)(?:<(\d+))? ")
ROLE = {"s": "source", "c": "cue", "t": "content"}
EDGE = " \t\n\"'“”‘’.,;:"


def parse(line):
    """Bracketed line -> text, {number: {role: [[s, e], ...]}}, {number: number it is told through}."""
    text, stack, spans, ties, i = "", [], {}, {}, 0
    while i < len(line):
        m = OPEN.match(line, i)
        if m:
            numbers = [int(n) for n in m[2].split(",")]
            if m[3]:
                ties.update((n, int(m[3])) for n in numbers)
            stack.append((ROLE[m[1]], numbers, len(text)))
            i = m.end()
        elif line[i] == "[":
            raise ValueError(f"a bracket without a label: {line[i:i + 20]!r}")
        elif line[i] == "]":
            if not stack:
                raise ValueError(f"a closing bracket too many after {text[-20:]!r}")
            role, numbers, start = stack.pop()
            piece = text[start:]
            if not piece or piece != piece.strip():
                raise ValueError(f"a span is empty or has blanks at its ends: {piece!r}")
            for n in numbers:
                roles = spans.setdefault(n, {r: [] for r in ROLE.values()})
                if any(s < len(text) and start < e for r in roles.values() for s, e in r):
                    raise ValueError(f"attribution {n}: {role} {piece!r} lies on another of its own spans")
                roles[role].append([start, len(text)])
            i += 1
        elif line[i] == "¶":
            text, i = text.rstrip(" ") + "\n\n", i + 1
            while line[i:i + 1] == " ":
                i += 1
        else:
            text, i = text + line[i], i + 1
    if stack:
        raise ValueError(f"{len(stack)} brackets are not closed; the last opens at {text[stack[-1][2]:][:20]!r}")
    if "  " in text or text != text.strip():
        raise ValueError("blanks are doubled or at the ends")
    return text, spans, ties


def within(text, inner, outer):
    def trim(s, e):
        while s < e and text[s] in EDGE:
            s += 1
        while s < e and text[e - 1] in EDGE:
            e -= 1
        return s, e
    return all(any(a <= trim(s, e)[0] and trim(s, e)[1] <= b for a, b in outer) for s, e in inner)


def nest(text, atts, ties):
    """Set depth and inside: the smallest attribution one of whose roles holds this one's cue and content."""
    for i, a in enumerate(atts):
        own = a["cue"] + a["content"]
        holds = [(sum(e - s for s, e in b[r]), j + 1 not in ties, j) for j, b in enumerate(atts) if j != i
                 for r in ROLE.values() if b[r] and within(text, own, b[r])]
        a["inside"] = ties[i + 1] - 1 if i + 1 in ties else min(holds)[2] if holds else None
    for a in atts:
        seen, at = 1, a["inside"]
        while at is not None:
            seen, at = seen + 1, atts[at]["inside"]
            if seen > len(atts):
                raise ValueError("attributions lie inside each other")
        a["depth"] = seen


def item(head, line):
    kinds, (text, spans, ties) = head[2].split(","), parse(line)
    if set(kinds) - KINDS or len(set(kinds)) < len(kinds):
        raise ValueError(f"unknown or repeated kinds: {head[2]}")
    if sorted(spans) != list(range(1, len(spans) + 1)) or any(t not in spans for t in ties.values()):
        raise ValueError(f"attributions must be numbered 1, 2, …: {sorted(spans)}")
    atts = [{r: sorted(spans[n][r]) for r in ROLE.values()} for n in sorted(spans)]
    for n, a in enumerate(atts, 1):
        if not a["cue"] and not a["content"]:
            raise ValueError(f"attribution {n} has neither cue nor content")
    nest(text, atts, ties)
    depth = max((a["depth"] for a in atts), default=0)
    for kind, holds in (("none", depth == 0), ("nested", depth > 1), ("depth3", depth > 2), ("chain", bool(ties))):
        if (kind in kinds) != holds:
            raise ValueError(f"the kind {kind!r} is {'wrong' if kind in kinds else 'missing'}: depth {depth}, ties {ties}")
    return {"id": head[1], "text": text, "kinds": kinds, "split": head[3], "attributions": atts}


def main(args):
    paths = [pathlib.Path(a) for a in args if a != "--counts"] or sorted(pathlib.Path(__file__).parent.glob("*.txt"))
    items, faults, ids, texts = [], [], set(), {}
    for path in paths:
        head = None
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            try:
                if line.startswith("#"):
                    if head:
                        raise ValueError(f"{head[1]} has no passage")
                    head = HEAD.match(line)
                    if not head or not head[3]:
                        raise ValueError("the header is not '# domain-nn kind,kind tune|report'")
                    if head[1] in ids or not head[1].startswith(path.stem):
                        raise ValueError(f"the name {head[1]} is taken or not of this file")
                    ids.add(head[1])
                elif line:
                    if not head:
                        raise ValueError("a passage without a header")
                    used, head = head, None
                    found = item(used, line)
                    key = " ".join(re.findall(r"\w+", found["text"].lower()))
                    if key in texts:
                        raise ValueError(f"the same passage as {texts[key]}")
                    texts[key] = found["id"]
                    items.append(found)
            except ValueError as fault:
                faults.append(f"{path}:{number}: {fault}")
    if faults:
        sys.exit("\n".join(faults))
    if "--counts" in args:
        for name, c in (("split", collections.Counter(i["split"] for i in items)),
                        ("kind", collections.Counter(k for i in items for k in i["kinds"])),
                        ("depth", collections.Counter(a["depth"] for i in items for a in i["attributions"]))):
            print(name, *(f"{k}:{n}" for k, n in sorted(c.items(), key=str)))
    else:
        print("\n".join(json.dumps(i, ensure_ascii=False) for i in items))


if __name__ == "__main__":
    main(sys.argv[1:])

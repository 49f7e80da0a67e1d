"""Reads families of claims (`claims/README.md` has the format), and shows their wordings as the network sees them.

    python families.py claims/*.txt

prints the faults of the files, if there are any, and counts.
"""

import collections
import dataclasses
import itertools
import pathlib
import re
import sys

CLASSES = ("none", "same", "negates", "contradicts", "updates", "updated", "supports", "supported")
KINDS = ("negates", "contradicts", "updates", "supports")
ATTITUDES = "asserts denies accuses warns promises requests agrees doubts declines".split()
MENTION = re.compile(r"\{([^{}|]+)(?:\|([^{}|]+))?\}")
MOST = 60  # pieces of a claim that are looked at


@dataclasses.dataclass
class Family:
    name: str
    clusters: list  # of lists of (speaker, attitude, content with its braces)
    relations: dict  # (cluster, cluster) -> kind, from the one that stands below


def families(paths):
    """All families of the files; raises ValueError with every fault."""
    found, faults = [], []
    for path in map(pathlib.Path, paths):
        labels = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            fault = lambda what: faults.append(f"{path}:{number}: {what}: {line}")
            if line.startswith("# "):
                labels = {}
                found.append(Family(line[2:].strip(), [], {}))
            elif line.startswith("= "):
                label, _, relations = line[2:].partition(";")
                for relation in filter(None, map(str.strip, relations.split(","))):
                    kind, _, target = relation.partition(" ")
                    if kind not in KINDS or target not in labels:
                        fault(f"no such relation, or no such label above: {relation}")
                        continue
                    found[-1].relations[len(found[-1].clusters), labels[target]] = kind
                if label.strip() in labels:
                    fault("a label used twice")
                labels[label.strip()] = len(found[-1].clusters)
                found[-1].clusters.append([])
            elif line.strip():
                parts = MENTION.sub(lambda m: m.group().replace("|", "\0"), line).split(" | ")
                parts = [part.strip().replace("\0", "|") for part in parts]
                if len(parts) != 3 or parts[1] not in ATTITUDES or re.search(r"[{}|]", MENTION.sub("", parts[2])):
                    fault("not speaker | attitude | content")
                    continue
                found[-1].clusters[-1].append(tuple(parts))
    names = collections.Counter(family.name for family in found)
    faults += [f"a family that is there twice: {name}" for name, count in names.items() if count > 1]
    if faults:
        raise ValueError("\n".join(faults))
    return found


def shown(content, draw=None):
    """The words of a content as an article has them; now and then, with a draw, with names written out."""
    full = draw is not None and draw.random() < 0.15
    return MENTION.sub(lambda m: m.group(1) if full else m.group(2) or m.group(1), content)


def pieces(reader, text):
    """(piece, case) of what is looked at of a claim."""
    return [(piece, word.case) for word in reader.words(text) for piece in word.pieces][:MOST]


def relation(family, one, other):
    """How a claim of one cluster stands to one of another, by its number in CLASSES."""
    if one == other:
        return CLASSES.index("same")
    kind = family.relations.get((one, other))
    back = {"updates": "updated", "supports": "supported"}
    if kind is None:
        kind = family.relations.get((other, one))
        kind = back.get(kind, kind)
    return CLASSES.index(kind or "none")


def pairs(family):
    """(content, content, class) of every two wordings."""
    lines = [(number, line[2]) for number, cluster in enumerate(family.clusters) for line in cluster]
    for (a, one), (b, other) in itertools.combinations(lines, 2):
        yield one, other, relation(family, a, b)


def main():
    try:
        found = families(sys.argv[1:])
    except ValueError as faults:
        sys.exit(str(faults))
    kinds = collections.Counter(kind for family in found for kind in family.relations.values())
    clusters = [cluster for family in found for cluster in family.clusters]
    print(f"{len(found)} families, {len(clusters)} claims in {sum(map(len, clusters))} wordings;", ", ".join(f"{n} {k}" for k, n in sorted(kinds.items())))


if __name__ == "__main__":
    main()

"""Fits how much each sign says that two claims are one (`src/relation/evidence.rs`):

    python weigh_signs.py --families claims/*.txt --alike EXAMPLES/alike GOLD.jsonl PREDICTED.jsonl COMPARED.jsonl

Logistic regression over two kinds of pairs. Those of the families that `train_claims.py` held out are hard and many, but of
one story each, and say most of the vectors; they weigh a fortieth each. Those of the storylines for tuning are as articles have
them, and few: GOLD and PREDICTED as for `tests/gold/storylines/score.py`, COMPARED is what `examples/compared` prints of the same
record. Only pairs that are compared and do not conflict. Prints the weights, then for several bars the precision and recall
over the pairs of each storyline by weights that did not see it.
"""

import argparse
import collections
import itertools
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

import numpy

import families

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tests/gold/storylines"))
import score  # noqa: E402

OF_FAMILY = 0.025
ANSWERS = {"denies", "agrees", "doubts"}


def slug(name):
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def is_named(name):
    return not name[0].islower()


def family_pairs(family):
    """What `examples/alike` reads of every two wordings, and whether they are one claim."""
    lines = [(number, line) for number, cluster in enumerate(family.clusters) for line in cluster]
    mentioned = lambda content: [m.group(1) for m in families.MENTION.finditer(content) if is_named(m.group(1))]
    names = collections.Counter(name for _, line in lines for name in mentioned(line[2]))
    setting = [slug(name) for name, _ in names.most_common(3)]
    claim = lambda line: {
        "text": families.shown(line[2]),
        "about": sorted({slug(name) for name in mentioned(line[2])}),
        "speaker": slug(line[0]) if is_named(line[0]) else None,
    }
    for (a, one), (b, other) in itertools.combinations(lines, 2):
        differ = lambda attitudes: (one[1] in attitudes) != (other[1] in attitudes)
        yield {
            "one": claim(one),
            "other": claim(other),
            "setting": setting,
            "again": one[0] == other[0] and is_named(one[0]),
            "answered": differ(ANSWERS) and one[0] != other[0],
            "declined": differ({"declines"}),
        }, a == b


def of_families(paths, alike):
    held = families.families(paths)[::10]
    pairs = [pair for family in held for pair in family_pairs(family)]
    asked = "".join(json.dumps(pair) + "\n" for pair, _ in pairs)
    told = subprocess.run([alike], input=asked, capture_output=True, text=True, check=True).stdout.splitlines()
    for line, (_, same) in zip(told, pairs, strict=True):
        found = json.loads(line)
        if found and not found["conflict"]:
            yield found["signs"], same


def of_storylines(gold, predicted, compared):
    articles = {score.article_name(a["id"]): a.get("attributions", []) for a in score.lines(predicted)}
    ends = collections.defaultdict(list)  # claim -> gold claims
    for document, claims in score.by_document(score.lines(gold)).items():
        attributions = articles.get(document, [])
        for j, g in score.match(claims, attributions).items():
            ends[attributions[j]["claim"]].append(g)
    for pair in score.lines(compared):
        both = [(a, b) for a, b in itertools.product(*(ends[c] for c in pair["claims"])) if a["storyline"] == b["storyline"]]
        if both and not pair["conflict"]:
            yield both[0][0]["storyline"], pair["signs"], any(a["claim"] == b["claim"] for a, b in both)


def fit(x, y, weight):
    """Newton's method, with an L2 penalty of one half the squared weights (the bias goes free)."""
    penalty = numpy.eye(x.shape[1])
    penalty[0, 0] = 0
    weights = numpy.zeros(x.shape[1])
    for _ in range(40):
        p = chance(x, weights)
        gradient = x.T @ (weight * (y - p)) - penalty @ weights
        weights += numpy.linalg.solve((x.T * (weight * p * (1 - p))) @ x + penalty, gradient)
    return weights


def chance(x, weights):
    return 1 / (1 + numpy.exp(-numpy.clip(x @ weights, -30, 30)))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--families", type=pathlib.Path, nargs="+", required=True)
    options.add_argument("--alike", required=True, help="the example program")
    for name in ("gold", "predicted", "compared"):
        options.add_argument(name)
    args = options.parse_args()
    hard = list(of_families(args.families, args.alike))
    stories = list(of_storylines(args.gold, args.predicted, args.compared))
    names = list(hard[0][0])
    signs = hard + [(s, same) for _, s, same in stories]
    x = numpy.array([[1.0, *(s[name] for name in names)] for s, _ in signs])
    y = numpy.array([float(same) for _, same in signs])
    story = numpy.array([""] * len(hard) + [name for name, _, _ in stories])
    weight = numpy.where(story == "", OF_FAMILY, 1.0)
    weights = fit(x, y, weight)
    for name, value in zip(["bias", *names], weights):
        print(f"{name:10}{value:7.2f}")
    held = numpy.zeros(len(y))
    for name in set(story) - {""}:
        rest = story != name
        held[~rest] = chance(x[~rest], fit(x[rest], y[rest], weight[rest]))
    of_story = story != ""
    for bar in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8):
        above = of_story & (held >= bar)
        right = int(y[above].sum())
        print(f"above {bar:.2f}  {score.prf(right, int(above.sum()), right, int(y[of_story].sum()))}   ({int(above.sum())} pairs)")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Fit the weights by which two claims are told to be one, and say how well they hold on stories they have not seen.

usage: fit.py GOLD.jsonl PREDICTED.jsonl COMPARED.jsonl

GOLD and PREDICTED as for score.py; COMPARED is what `cargo run --release --example compared -- STORE` prints of the same
record. Logistic regression with an L2 penalty of one half the squared weights (the bias goes free), by Newton's method; of
the pairs whose ends are both matched with gold claims and which do not conflict. Prints each sign with its weight, as
`src/relation/evidence.rs` has them, then for several bars the precision and recall of the pairs above it: first with the
weights of all stories, then each story with the weights of the others.
"""
import collections, itertools, json, math, sys
import score


def pairs(gold, predicted, compared):
    """(story, signs, whether gold has one label for both) for each pair of compared claims."""
    articles = {score.article_name(a["id"]): a.get("attributions", []) for a in score.lines(predicted)}
    ends = collections.defaultdict(list)  # claim -> gold claims
    for document, claims in score.by_document(score.lines(gold)).items():
        attributions = articles.get(document, [])
        for j, g in score.match(claims, attributions).items():
            ends[attributions[j]["claim"]].append(g)
    for pair in score.lines(compared):
        if pair["conflict"]:
            continue
        both = [(a, b) for a, b in itertools.product(*(ends[c] for c in pair["claims"])) if a["storyline"] == b["storyline"]]
        if both:
            yield both[0][0]["storyline"], pair["signs"], any(a["claim"] == b["claim"] for a, b in both)


def solve(matrix, vector):
    """Gauss with pivots; the matrix is small."""
    rows = [row + [v] for row, v in zip(matrix, vector)]
    for i in range(len(rows)):
        p = max(range(i, len(rows)), key=lambda k: abs(rows[k][i]))
        rows[i], rows[p] = rows[p], rows[i]
        for k in range(len(rows)):
            if k != i:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def chance(weights, x):
    return 1 / (1 + math.exp(-max(-30, min(30, sum(w * v for w, v in zip(weights, x))))))


def fit(rows):
    size = len(rows[0][0])
    weights = [0.0] * size
    for _ in range(30):
        penalty = [0.0 if i == 0 else 1.0 for i in range(size)]
        gradient = [-p * w for p, w in zip(penalty, weights)]
        hessian = [[penalty[i] if i == j else 0.0 for j in range(size)] for i in range(size)]
        for x, y in rows:
            p = chance(weights, x)
            for i in range(size):
                gradient[i] += (y - p) * x[i]
                for j in range(size):
                    hessian[i][j] += p * (1 - p) * x[i] * x[j]
        weights = [w + s for w, s in zip(weights, solve(hessian, gradient))]
    return weights


def report(title, chances, labels):
    print(title)
    for bar in (0.4, 0.5, 0.6, 0.65, 0.7, 0.8):
        above = [label for c, label in zip(chances, labels) if c >= bar]
        print(f"  above {bar:.2f}  {score.prf(sum(above), len(above), sum(above), sum(labels))}   ({len(above)} pairs)")


def main():
    found = list(pairs(*sys.argv[1:4]))
    names = list(found[0][1])
    rows = [([1.0] + [signs[name] for name in names], float(same)) for _, signs, same in found]
    stories, labels = [story for story, _, _ in found], [same for _, _, same in found]
    weights = fit(rows)
    for name, weight in zip(["bias", *names], weights):
        print(f"{name:10}{weight:7.2f}")
    report("weights of all stories", [chance(weights, x) for x, _ in rows], labels)
    others = {s: fit([row for row, story in zip(rows, stories) if story != s]) for s in set(stories)}
    report("weights of the other stories", [chance(others[s], x) for s, (x, _) in zip(stories, rows)], labels)


if __name__ == "__main__":
    main()

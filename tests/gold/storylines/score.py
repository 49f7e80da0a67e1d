#!/usr/bin/env python3
"""Score a record of several articles against the storylines: who, who is one, the same claim again, relations.

usage: score.py [--worst N] GOLD.jsonl ENTITIES.jsonl PREDICTED.jsonl

GOLD and ENTITIES are what to_jsonl.py and to_jsonl.py --entities print; PREDICTED is what `onrecord export --format
jsonl` prints after `onrecord ingest` of the articles (README.md has the commands). The names of the fields that are
read in PREDICTED stand at the head of this file; an attribution is known by its article and its id.

found          a predicted attribution matches a gold claim of its article when the words of their contents have
               Jaccard >= 0.5 and, where both have places in the text, some character in common; one to one, best first.
speakers       share right over the matched claims: the same name, titles aside; an unnamed speaker also when one wording
               holds the other.
names          B-cubed over gold's mentions by name of each storyline; a cluster reaches over its articles. A predicted
               mention is gold's when its ends are the same, or when one holds the other and both hold gold's last
               word. "over found": over the mentions found; "over all": a missing one has recall 0.
same claim     pairs of claims of one storyline. Gold: of one label. Predicted: joined by the claim they express or by
               relations that say the same, in any number of steps. "over matched": pairs whose both ends are matched;
               "over all": a predicted pair with an unmatched end is wrong, a gold pair with one is missed; "across":
               over all, but only pairs of different articles.
relations      by kind. A predicted one is right when the gold claim of its own end has such a relation to the label of the
               other end's gold claim (in either direction for those of BOTH_WAYS). An unmatched end makes it wrong.
               Several predictions that say the same of one gold claim and label count once. "over matched": gold
               relations of matched claims with some matched claim of that label; predictions with both ends matched.
"""
import argparse, collections, itertools, json, os, re

CLAIM = ("claim",)  # fields of an attribution that name the claim it expresses, the first that it has
ALIKE = "same_claims"  # the claims that say the same as that one
SAME = ("repeats", "same-claim")  # relations that say that two attributions express one claim
BOTH_WAYS = ("contradicts",)
TYPE, TARGET, TARGET_ARTICLE = "type", "target", ("target_article", "article", "document")
ENTITY_IRI = ("resolved", "iri")  # fields of an article's entity that hold across articles; else its id if it is an
# IRI, else its kind and name
NAMED = ("name",)  # forms of the mentions that are names
KINDS = ("denies", "confirms", "contradicts", "updates", "supports")

WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
DROPPED = {"the", "mr", "ms", "mrs", "president", "spokesman", "spokesperson", "spokeswoman"}


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def first(thing, keys):
    return next((thing[key] for key in keys if thing.get(key) is not None), None)


def words(text):
    return [w.lower().replace("’", "'") for w in WORD.findall(text)]


def name_key(name):
    return " ".join(w for w in words((name or "").replace("'s ", " ").replace("’s ", " ")) if w not in DROPPED)


def same_name(gold, predicted):
    g, p = name_key(gold), name_key(predicted)
    if gold[0].islower() and p:
        return set(g.split()) <= set(p.split()) or set(p.split()) <= set(g.split())
    return bool(p) and g == p


def closeness(gold, predicted):
    a = collections.Counter(words(gold["content_text"]))
    b = collections.Counter(words(predicted.get("content_text") or ""))
    union = sum((a | b).values())
    if gold.get("content") and predicted.get("content"):
        inside = lambda spans: {i for s, e in spans for i in range(s, e)}  # noqa: E731
        if not inside(gold["content"]) & inside(predicted["content"]):
            return 0.0
    return sum((a & b).values()) / union if union else 0.0


def match(gold, predicted):
    """One to one, best first: {place in predicted: gold claim}."""
    pairs = sorted(((closeness(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True)
    used, found = set(), {}
    for close, i, j in pairs:
        if close >= 0.5 and i not in used and j not in found:
            used.add(i)
            found[j] = gold[i]
    return found


def prf(right_p, n_p, right_g, n_g):
    p, r = (right_p / n_p if n_p else 0.0), (right_g / n_g if n_g else 0.0)
    return f"P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * (2 * p * r / (p + r) if p + r else 0.0):5.1f}"


class Joined:
    """Sets of things that belong together, in any number of steps."""

    def __init__(self):
        self.parent = {}

    def root(self, thing):
        self.parent.setdefault(thing, thing)
        while self.parent[thing] != thing:
            thing = self.parent[thing]
        return thing

    def join(self, a, b):
        self.parent[self.root(a)] = self.root(b)

    def pairs(self):
        groups = collections.defaultdict(list)
        for thing in self.parent:
            groups[self.root(thing)].append(thing)
        return {frozenset(pair) for group in groups.values() for pair in itertools.combinations(group, 2)}


def relations_of(articles):
    """Each predicted relation as (type, (article, id), (article, id)). A target may be named with its article, be the
    id of an attribution of the same article, or one that stands once in all."""
    places = collections.defaultdict(list)
    for name, article in articles.items():
        for a in article["attributions"]:
            places[a.get("id")].append((name, a.get("id")))
    for name, article in articles.items():
        for a in article["attributions"]:
            for relation in a.get("relations") or []:
                target, held = relation[TARGET], first(relation, TARGET_ARTICLE)
                holders = [p for p in places.get(target, []) if p[0] == (article_name(held) if held else name)]
                if not holders and not held and len(places.get(target, [])) == 1:
                    holders = places[target]
                yield relation[TYPE], (name, a.get("id")), holders[0] if holders else (held or name, target)


def article_name(name):
    return name.rsplit("/", 1)[-1]


def score_names(mentions, articles, story_of, worst):
    """B-cubed over gold's named mentions, story by story; the worst are gold clusters that are split or mixed."""
    groups = collections.defaultdict(list)  # story -> (gold cluster, predicted cluster or None, mention)
    predicted_named = 0
    for document, gold in by_document(mentions).items():
        article = articles.get(document, {})
        known = {e["id"]: across(e) for e in article.get("entities", [])}
        free = [m for m in article.get("mentions", []) if m.get("form") in NAMED]
        predicted_named += len(free)
        exact = {tuple(m["span"]): m for m in free}
        for g in gold:
            s, e = g["span"]
            head = e - len(g["text"].split()[-1])
            near = [m for m in free if m["span"][0] <= head and m["span"][1] >= e and
                    (m["span"][0] <= s or s <= m["span"][0] and m["span"][1] <= e)]
            m = exact.get((s, e)) or min(near, key=lambda m: abs(m["span"][0] - s) + abs(m["span"][1] - e), default=None)
            cluster = m and (known.get(m.get("entity")) or ("alone", document, *m["span"]))
            groups[story_of[document]].append((g["cluster"], cluster, g))
    found = sum(p is not None for group in groups.values() for _, p, _ in group)
    print(f"{'names found':26}R {100 * found / max(1, len(mentions)):5.1f}   ({len(mentions)} gold, "
          f"{predicted_named} predicted mentions by name)")
    for label, keep_missing in (("names, over found", False), ("names, over all", True)):
        precision = recall = n_p = n_g = 0
        for group in groups.values():
            group = [(g, p, m) for g, p, m in group if keep_missing or p is not None]
            sizes_g, sizes_p = collections.Counter(g for g, _, _ in group), collections.Counter(p for _, p, _ in group)
            both = collections.Counter((g, p) for g, p, _ in group)
            for g, p, _ in group:
                n_g += 1
                if p is not None:
                    n_p += 1
                    precision += both[g, p] / sizes_p[p]
                    recall += both[g, p] / sizes_g[g]
        print(f"{label:26}{prf(precision, n_p, recall, n_g)}   (B-cubed)")
    for group in groups.values():
        split, mixed = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
        for g, p, m in group:
            split[g][p if p is None else " ".join(map(str, p)) if isinstance(p, tuple) else p] += 1
            mixed[p][g] += p is not None
        for g, parts in split.items():
            if len(parts) > 1:
                worst["name split"].append((sum(parts.values()) - max(parts.values()), f"{g}: {dict(parts)}"))
        for p, parts in mixed.items():
            if len(parts) > 1 and p is not None:
                worst["names mixed"].append((sum(parts.values()) - max(parts.values()), f"{p}: {dict(parts)}"))


def across(entity):
    """What an article's entity is called in every article."""
    own = entity["id"] if ":" in entity["id"] else None
    return first(entity, ENTITY_IRI) or own or (entity.get("kind"), entity.get("name"))


def by_document(rows):
    groups = collections.defaultdict(list)
    for row in rows:
        groups[row["document"]].append(row)
    return groups


def score_same(gold, articles, of, story_of, relations, worst):
    """Pairs of claims that say the same. of: (article, id) -> gold claim."""
    joined, holders = Joined(), collections.defaultdict(list)
    for name, article in articles.items():
        for a in article["attributions"]:
            if first(a, CLAIM) is not None:
                for claim in [first(a, CLAIM), *a.get(ALIKE, [])]:
                    holders[claim].append((name, a.get("id")))
    for group in holders.values():
        for other in group[1:]:
            joined.join(group[0], other)
    for kind, a, b in relations:
        if kind in SAME:
            joined.join(a, b)
    predicted = {pair for pair in joined.pairs() if len({story_of.get(name) for name, _ in pair}) == 1}

    labels = collections.defaultdict(list)
    for g in gold.values():
        labels[g["storyline"], g["claim"]].append(g["id"])
    wanted = {frozenset(pair) for group in labels.values() for pair in itertools.combinations(group, 2)}
    matched = {g["id"] for g in of.values()}
    both = {frozenset(of[end]["id"] for end in pair) for pair in predicted if all(end in of for end in pair)}
    right = both & wanted
    reachable = {pair for pair in wanted if pair <= matched}
    documents = lambda pair: len({gold[i]["document"] for i in pair})  # noqa: E731
    across_p = [pair for pair in predicted if len({name for name, _ in pair}) > 1]
    across_g, across_right = ([p for p in ps if documents(p) > 1] for ps in (wanted, right))
    for label, n_right, n_p, n_g in (
        ("same claim, over matched", len(right), len(both), len(reachable)),
        ("same claim, over all", len(right), len(predicted), len(wanted)),
        ("same claim, across", len(across_right), len(across_p), len(across_g)),
    ):
        print(f"{label:26}{prf(n_right, n_p, n_right, n_g)}   ({n_g} gold, {n_p} predicted)")
    words_of = lambda pair: " | ".join(f"{i}: {gold[i]['content_text'][:70]}" for i in sorted(pair))  # noqa: E731
    worst["not seen to be the same"] += [(documents(p), words_of(p)) for p in sorted(reachable - right, key=sorted)]
    worst["not the same"] += [(documents(p), words_of(p)) for p in sorted(both - wanted, key=sorted)]


def score_relations(gold, of, relations, worst):
    wanted = {(kind, g["id"], label) for g in gold.values() for kind, labels in g.get("relation_labels", {}).items()
              for label in labels}
    matched = {g["id"] for g in of.values()}
    labels_at_hand = collections.defaultdict(set)  # label of a story -> matched claims
    for i in matched:
        labels_at_hand[gold[i]["storyline"], gold[i]["claim"]].add(i)
    reachable = {w for w in wanted if w[1] in matched and labels_at_hand[gold[w[1]]["storyline"], w[2]] - {w[1]}}
    got, loose = set(), collections.Counter()
    for kind, a, b in relations:
        if kind not in KINDS:
            continue
        ga, gb = of.get(a), of.get(b)
        if not ga or not gb:
            loose[kind] += 1
            continue
        alike = ga["storyline"] == gb["storyline"] and ga["id"] != gb["id"]
        way, back = (kind, ga["id"], gb["claim"]), (kind, gb["id"], ga["claim"])
        if not alike:
            got.add((kind, ga["id"], f"{gb['storyline']}/{gb['claim']}"))
        elif kind in BOTH_WAYS:
            got |= {way, back} & wanted or {way}
        else:
            got.add(way)
    for kind in (*KINDS, "all"):
        pick = lambda rows: [r for r in rows if kind in (r[0], "all")]  # noqa: E731
        right, n_got, n_loose = len(pick(got & wanted)), len(pick(got)), sum(n for k, n in loose.items() if kind in (k, "all"))
        n_wanted, n_reach = len(pick(wanted)), len(pick(reachable))
        print(f"{kind:26}{prf(right, n_got + n_loose, right, n_wanted)}   ({n_wanted} gold, {n_got + n_loose} predicted)"
              f"   over matched {prf(right, n_got, right, n_reach)} ({n_reach}, {n_got})")
    shown = lambda r: f"{r[1]} {r[0]} {r[2]}: {gold[r[1]]['content_text'][:90]}"  # noqa: E731
    worst["relation missed"] += [(r in reachable, shown(r)) for r in sorted(wanted - got)]
    worst["relation not so"] += [(1, shown(r)) for r in sorted(got - wanted)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list up to N misses of each kind, worst first")
    for name in ("gold", "entities", "predicted"):
        parser.add_argument(name)
    options = parser.parse_args()
    gold = {g["id"]: g for g in lines(options.gold)}
    articles = {article_name(a["id"]): a for a in lines(options.predicted)}
    for article in articles.values():
        article.setdefault("attributions", [])
    story_of = {g["document"]: g["storyline"] for g in gold.values()}
    articles = {name: a for name, a in articles.items() if name in story_of}
    worst = collections.defaultdict(list)

    of, right = {}, 0  # (article, id) -> gold claim
    for document, claims in by_document(gold.values()).items():
        predicted = articles.get(document, {}).get("attributions", [])
        found = match(claims, predicted)
        for j, g in found.items():
            of[document, predicted[j].get("id")] = g
            good = same_name(g["speaker"], predicted[j].get("speaker"))
            right += good
            if not good:
                worst["speaker"].append((1, f"{g['id']}: gold {g['speaker']!r}, predicted {predicted[j].get('speaker')!r}"))
        hit = {g["id"] for g in found.values()}
        worst["not found"] += [(1, f"{g['id']}: {g['content_text']}") for g in claims if g["id"] not in hit]
    n_predicted = sum(len(a["attributions"]) for a in articles.values())
    print(f"{'claims found':26}{prf(len(of), n_predicted, len(of), len(gold))}   ({len(gold)} gold, {n_predicted} predicted)")
    print(f"{'speakers':26}{100 * right / max(1, len(of)):7.1f}   ({right} of {len(of)})")
    score_names([m for m in lines(options.entities) if m["document"] in story_of], articles, story_of, worst)
    relations = list(relations_of(articles))
    score_same(gold, articles, of, story_of, relations, worst)
    score_relations(gold, of, relations, worst)
    for kind, misses in worst.items():
        for _, shown in sorted(misses, key=lambda m: -m[0])[: options.worst]:
            print(f"  {kind}: {shown}")


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

#!/usr/bin/env python3
"""Turn the storylines (README.md tells their format) into JSON Lines on standard output, and check them.

usage: to_jsonl.py [--split tune|report] [--titled] [--articles | --entities | --origins] [FILE.txt ...]

without an option: the gold claims, one a line, in the format of score_claims.py
--articles         one article a line, as `onrecord ingest` reads it: id, title, text, published, publisher, byline
--entities         one mention by name a line: document, span, text, cluster (which holds across a storyline)
--origins          one article a line with the label of the agency text that it prints, or null
--titled           the text of an article is its headline, a blank line and the body, and everything in the headline
                   has its place there. Without: the text is the body alone, a claim in the headline has no
                   "content", and mentions in the headline are left out.
Without files: every .txt of the folders tune and report beside this script. Faults are reported with file and line,
and then nothing is printed. Counts and remarks (odd, but allowed) go to standard error.
"""
import argparse, collections, datetime, json, os, pathlib, re, sys

HEADER = ("publisher", "published", "byline", "title", "origin")
KEYS = ("speaker", "kind", "form", "attitude", "said", "addressee", "via", "about", "claim")
RELATIONS = ("denies", "confirms", "contradicts", "updates", "supports")
BY_ANOTHER = ("denies", "confirms", "contradicts")  # their target is another's claim
VALUES = {
    "kind": ("attributed", "headline", "editorial-note"),
    "form": ("direct", "indirect", "mixed", "narrated"),
    "attitude": "asserts denies accuses warns promises requests agrees doubts declines".split(),
}
HEAD = re.compile(r"= ([a-z]+)-([tr])(\d+)$")
LABEL = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")
MARK = re.compile(r"\[(\d+) |\{([a-z0-9-]+)\||[\[\]{}]")
TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|President|Minister|Judge|Professor|Captain|Governor|Mayor|Coach)\.? ")
ABBREVIATED = re.compile(r"(?:\b\w\.\w\.|\b(?:Corp|Inc|Ltd|Co|Jr|Sr|No)\.)$")
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
NOW = re.compile(r"\b(?:yesterday|today|tonight|overnight|earlier|this (?:morning|afternoon|evening|week))\b", re.I)


class Faults(list):
    def __call__(self, path, line, words):
        self.append(f"{path}:{line}: {words}")


def parse(marked):
    """Marked text -> text, {number: [[s, e], ...]}, [(slug, s, e), ...]; the offsets are code points."""
    text, stack, pieces, mentions, at = "", [], {}, [], 0
    for m in MARK.finditer(marked):
        text += marked[at:m.start()]
        at = m.end()
        if m[1]:
            stack.append((int(m[1]), len(text)))
        elif m[2]:
            if stack and isinstance(stack[-1][0], str):
                raise ValueError(f"a name within a name: {m[0]!r}")
            stack.append((m[2], len(text)))
        elif m[0] in "[{":
            raise ValueError(f"a mark without a number or slug: {marked[m.start():m.start() + 20]!r}")
        elif not stack or isinstance(stack[-1][0], str) != (m[0] == "}"):
            raise ValueError(f"{m[0]!r} closes nothing after {text[-25:]!r}")
        else:
            key, start = stack.pop()
            if start == len(text) or text[start:] != text[start:].strip():
                raise ValueError(f"a mark is empty or has blanks at its ends: {text[start:]!r}")
            if m[0] == "}":
                mentions.append((key, start, len(text)))
                continue
            if any(s < len(text) and start < e for s, e in pieces.get(key, [])):
                raise ValueError(f"claim {key}: {text[start:]!r} lies on another of its own pieces")
            pieces.setdefault(key, []).append([start, len(text)])
    if stack:
        raise ValueError(f"a mark is not closed: {text[stack[-1][1]:][:30]!r}")
    return text + marked[at:], {n: sorted(p) for n, p in pieces.items()}, sorted(mentions, key=lambda m: m[1])


def quotes(paragraphs):
    """Why the quotation marks of these paragraphs are wrong. A quotation may go on in the next paragraph."""
    for i, text in enumerate(paragraphs):
        goes_on = i + 1 < len(paragraphs) and paragraphs[i + 1].lstrip("[]{}0123456789 ")[:1] in ("“", '"')
        for m in re.finditer("[“”]", text):
            rest = text[m.end():]
            if m[0] == "”" and "“" not in text[:m.start()] or m[0] == "“" and "”" not in rest and not goes_on:
                yield f"quotation marks do not pair at {text[max(0, m.start() - 20):m.end() + 20]!r}"
        if re.search("“[^”]*“|”[^“]*”", text):
            yield f"two quotation marks of one kind in a row in {text[:40]!r}…"
        if text.count('"') % 2 and not goes_on:
            yield f"an odd number of quotation marks in {text[:40]!r}…"
        if '"' in text and re.search("[“”]", text):
            yield f"straight and curved quotation marks in {text[:40]!r}…"


def day(value):
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is not a day (YYYY-MM-DD)") from None


def fields(line):
    """'1 speaker=… | key=…' -> number, {key: value}."""
    m = re.match(r"(\d+) +(.*)$", line)
    if not m:
        raise ValueError(f"not a claim's line: {line[:40]!r}")
    found = {}
    for part in m[2].split("|"):
        key, equals, value = (x.strip() for x in part.partition("="))
        if not equals or not value:
            raise ValueError(f"not key=value: {part.strip()!r}")
        if key not in KEYS + RELATIONS:
            raise ValueError(f"unknown key: {key!r}")
        if key in found:
            raise ValueError(f"the key {key!r} stands twice")
        if key in VALUES and value not in VALUES[key]:
            raise ValueError(f"{key} cannot be {value!r}; it is one of {', '.join(VALUES[key])}")
        found[key] = value
    missing = [key for key in ("speaker", "form", "attitude", "claim") if key not in found]
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}")
    return int(m[1]), found


def read(path, faults):
    """The articles of a file, as dicts; what is wrong goes to faults."""
    articles, part, paragraph = [], None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n") + ["= end"], 1):
        fault = lambda words: faults(path, number, words)  # noqa: E731
        here = articles[-1] if articles else None
        if line != line.rstrip() or "\t" in line:
            fault("blanks at the end of the line, or a tab")
        if part == "body" and paragraph and (not line or line == "claims:" or line.startswith("= ")):
            here["paragraphs"].append((number - len(paragraph), " ".join(paragraph)))
            paragraph = []
        if line.startswith("= "):
            if here and part != "claims":
                fault(f"{here['id']} has no claims")
            if line == "= end":
                break
            m = HEAD.match(line)
            if not m:
                fault("an article's id is '= field-t1' or '= field-r1'")
            elif m[1] != path.stem or m[2] != path.resolve().parent.name[0] or int(m[3]) != len(articles) + 1:
                fault(f"{line[2:]!r} in {path.parent.name}/{path.name}: field, half or number do not fit")
            articles.append({"id": line[2:].strip(), "line": number, "header": {}, "paragraphs": [], "claims": {}})
            part = "header"
        elif not here:
            if line:
                fault("before the first article")
        elif part == "header":
            key, colon, value = line.partition(": ")
            if line == "---":
                part = "body"
                for key in {"publisher", "published", "title"} - set(here["header"]):
                    fault(f"the header has no {key}")
            elif key not in HEADER or not colon or not value.strip() or key in here["header"]:
                fault(f"a header's line is 'key: value', once each, one of {', '.join(HEADER)}: {line[:30]!r}")
            else:
                here["header"][key] = (number, value.strip())
        elif line == "claims:":
            part = "claims"
        elif part == "body" and line:
            paragraph.append(line)
        elif part == "claims" and line:
            try:
                n, found = fields(line)
                if n in here["claims"]:
                    raise ValueError(f"claim {n} stands twice")
                here["claims"][n] = (number, found)
            except ValueError as wrong:
                fault(wrong)
    return articles


def anchor(path, article, faults):
    """Add title, text, pieces and mentions: each piece and mention as (place, s, e), place being title or text."""
    header = article["header"]
    parts = [("title", *header.get("title", (article["line"], "")))] + [("text", *p) for p in article["paragraphs"]]
    article.update(title="", text="", pieces=collections.defaultdict(list), mentions=[])
    for place, line, marked in parts:
        if place == "text" and article["text"]:
            article["text"] += "\n\n"
        try:
            text, pieces, mentions = parse(marked)
        except ValueError as wrong:
            faults(path, line, wrong)
            continue
        if "  " in text:
            faults(path, line, "doubled blanks")
        start = len(article[place])
        for n, spans in pieces.items():
            article["pieces"][n] += [(place, start + s, start + e) for s, e in spans]
        article["mentions"] += [(slug, place, start + s, start + e) for slug, s, e in mentions]
        article[place] += text
    for wrong in quotes([text for _, text in article["paragraphs"]]):
        faults(path, article["line"], f"{article['id']}: {wrong}")


def content_text(article, n):
    return " ".join(article[place][s:e] for place, s, e in article["pieces"][n])


def own_words(article, n):
    """The words of a claim's content that no claim within it has for its own."""
    held = {(p, i) for m, ps in article["pieces"].items() if m != n for p, s, e in ps for i in range(s, e)
            if any(p == q and c <= s and e <= d and e - s < d - c for q, c, d in article["pieces"][n])}
    return "".join(article[p][i] for p, s, e in article["pieces"][n] for i in range(s, e) if (p, i) not in held)


def check_article(path, article, faults, remark):
    header, claims, pieces = article["header"], article["claims"], article["pieces"]
    here = lambda words, line=article["line"]: faults(path, line, f"{article['id']}: {words}")  # noqa: E731
    try:
        article["published"] = day(header.get("published", (0, ""))[1])
    except ValueError as wrong:
        article["published"] = datetime.date.max
        here(wrong)
    for n in sorted(set(pieces) - set(claims)):
        here(f"the text marks {n}, which no claims line has")
    if sorted(claims) != list(range(1, len(claims) + 1)):
        here(f"claims must be numbered 1, 2, …: {sorted(claims)}")
    outlet = header.get("publisher", (0, ""))[1]
    for n, (line, claim) in claims.items():
        fault = lambda words: here(f"claim {n}: {words}", line)  # noqa: E731
        if n not in pieces:
            fault("the text does not mark it")
            continue
        places = {place for place, _, _ in pieces[n]}
        if len(places) > 1 or ("title" in places) != (claim.get("kind") == "headline"):
            fault("kind=headline is for a claim in the title, and for that alone")
        words = content_text(article, n)
        held = any(m != n and all(any(p == q and c <= s and e <= d for q, c, d in pieces[m]) for p, s, e in pieces[n])
                   and claims.get(m, (0, {}))[1].get("form") in ("direct", "mixed") for m in pieces)
        if claim["form"] in ("direct", "mixed") and not re.search("[\"“”‘’']", words) and not held:
            fault(f"form={claim['form']} without quotation marks: {words!r}")
        if claim["form"] == "indirect" and re.search('["“”]', own_words(article, n)):
            fault(f"form=indirect with quotation marks: {words!r}")
        if re.search(r"\.$", words) and claim["form"] != "direct" and not held and not ABBREVIATED.search(words):
            fault(f"the final full stop belongs to direct quotations alone: {words[-20:]!r}")
        if claim["form"] == "narrated" and claim["speaker"] != outlet:
            fault(f"the speaker of a narrated claim is the outlet, {outlet!r}")
        if not LABEL.match(claim["claim"]):
            fault(f"{claim['claim']!r} is not a label (small letters, digits, hyphens)")
        if "via" in claim and (claim["via"].split(" > ")[0] != outlet or " > " not in claim["via"]):
            fault(f"via begins with the outlet, {outlet!r}, and has more than it, parted by ' > '")
        if "said" in claim:
            try:
                said = day(claim["said"])
                text = article["text"] + article["title"]
                named = [f"{said:%A}", f"{said.day} {said:%B}", f"{said:%B} {said.day}", f"{said:%b}. {said.day}"]
                if said > article["published"]:
                    fault("said after it was published")
                elif not any(name in text for name in named) and not NOW.search(text):
                    fault(f"said on a {named[0]} that the text does not name")
            except ValueError as wrong:
                fault(wrong)
    if not 7 <= len(claims) <= 14:
        remark(path, article["line"], f"{article['id']}: {len(claims)} claims")
    length = len(WORD.findall(article["text"]))
    if not 120 <= length <= 260:
        remark(path, article["line"], f"{article['id']}: {length} words")


def check_names(path, articles, faults):
    """Names that are marked in one place and not in another; speakers and subjects that nobody names."""
    outlets = {a["header"]["publisher"][1] for a in articles if "publisher" in a["header"]}
    slugs = collections.defaultdict(set)
    for a in articles:
        for slug, place, s, e in a["mentions"]:
            slugs[a[place][s:e]].add(slug)
            if TITLED.match(a[place][s:e]):
                faults(path, a["line"], f"{a['id']}: a name stands without its title: {a[place][s:e]!r}")
    known = sorted(set(slugs) | outlets, key=len, reverse=True)
    name = re.compile("|".join(rf"(?<!\w){re.escape(k)}(?!\w)" for k in known) or "(?!)")
    bare = {re.sub("^The ", "", k): k for k in set(slugs) | outlets}
    for a in articles:
        for place in ("title", "text"):
            covered = [(s, e) for _, p, s, e in a["mentions"] if p == place]
            for m in name.finditer(a[place]):
                if not any(s < m.end() and m.start() < e for s, e in covered):
                    around = a[place][max(0, m.start() - 15):m.end() + 15]
                    faults(path, a["line"], f"{a['id']}: {m[0]!r} is not marked as a name in {around!r}")
        for n, (line, claim) in a["claims"].items():
            fault = lambda words: faults(path, line, f"{a['id']}: claim {n}: {words}")  # noqa: E731
            if claim["speaker"][0].isupper() and re.sub("^The ", "", claim["speaker"]) not in bare:
                fault(f"nobody in the file is named {claim['speaker']!r}; the unnamed stand in lower case")
            spans = a["pieces"].get(n, [])
            inside = {g for g, p, s, e in a["mentions"] for q, b, d in spans if p == q and b <= s and e <= d}
            words = content_text(a, n).lower()
            for thing in filter(None, (t.strip() for t in claim.get("about", "").split(";"))):
                known_as = slugs.get(thing, set()) | slugs.get(bare.get(thing, thing), set())
                if not known_as & inside and not set(WORD.findall(thing.lower())) <= set(WORD.findall(words)):
                    fault(f"about={thing}: its content does not name it")


def relate(path, articles, faults, remark):
    """Order the claims as the text has them, and find the target of each relation."""
    claims = []
    for a in articles:
        place = lambda n: (a["pieces"][n][0] if n in a["pieces"] else ("title", -1, -1))  # noqa: E731
        for n in sorted(a["claims"], key=lambda n: (place(n)[0] != "title", place(n)[1], -place(n)[2])):
            claims.append((a, n, *a["claims"][n]))
    labels = collections.Counter(c["claim"] for _, _, _, c in claims)
    for a, n, line, claim in claims:
        fault = lambda words: faults(path, line, f"{a['id']}: claim {n}: {words}")  # noqa: E731
        claim["targets"] = []
        for kind in RELATIONS:
            for label in filter(None, (x.strip() for x in claim.get(kind, "").split(";"))):
                others = [(b, m) for b, m, _, c in claims if c["claim"] == label and (b["id"], m) != (a["id"], n)]
                if kind in BY_ANOTHER:
                    others = [(b, m) for b, m in others if b["claims"][m][1]["speaker"] != claim["speaker"]]
                elif label == claim["claim"]:
                    fault(f"{kind}={label}: that is its own label")
                if label not in labels:
                    fault(f"{kind}={label}: no claim has this label")
                elif not others:
                    fault(f"{kind}={label}: nobody else claims it")
                else:
                    claim["targets"].append((kind, label, f"{others[0][0]['id']}-{others[0][1]}"))
                if kind in ("denies", "contradicts") and label == claim["claim"] and claim["attitude"] == "asserts":
                    remark(path, line, f"{a['id']}: claim {n}: {kind} its own label, yet attitude=asserts")
                if kind == "confirms" and label != claim["claim"]:
                    remark(path, line, f"{a['id']}: claim {n}: confirms={label}, yet its own label is another")
    return [(a, n, claim) for a, n, _, claim in claims]


def check_origins(path, articles, faults, remark):
    groups = collections.defaultdict(list)
    for a in articles:
        if "origin" in a["header"]:
            groups[a["header"]["origin"][1]].append(a)
    for label, copies in groups.items():
        line = copies[0]["header"]["origin"][0]
        if len(copies) == 1:
            faults(path, line, f"origin {label}: one article alone has it")
        words = [[w.lower() for w in WORD.findall(a["text"])] for a in copies]
        runs = [set(zip(*(w[i:] for i in range(4)))) for w in words]
        for other in runs[1:]:
            if len(runs[0] & other) < 0.5 * min(len(runs[0]), len(other)):
                remark(path, line, f"origin {label}: the texts are not near-duplicates")


def gold_line(story, a, n, claim, before):
    """The claim as score_claims.py reads it; before is what the headline puts before the body, or None."""
    spans = [[s + (len(before or "") if place == "text" else 0) for s in (b, e)] for place, b, e in a["pieces"][n]]
    headline = claim.get("kind") == "headline"
    line = {"document": a["id"], "id": f"{a['id']}-{n}", "storyline": story, "kind": claim.get("kind", "attributed"),
            "speaker": claim["speaker"], "form": claim["form"], "attitude": claim["attitude"]}
    if not headline or before is not None:
        line["content"] = spans
    line["content_text"] = content_text(a, n)
    for key, name in (("said", "said_on"), ("addressee", "addressee")):
        if key in claim:
            line[name] = claim[key]
    for key, mark in (("via", " > "), ("about", ";")):
        if key in claim:
            line[key] = [x.strip() for x in claim[key].split(mark) if x.strip()]
    line["claim"] = claim["claim"]
    if claim["targets"]:
        pairs = [{kind: target} for kind, _, target in claim["targets"]]
        line["relation"] = pairs[0] if len(pairs) == 1 else pairs
        line["relation_labels"] = {}
        for kind, label, _ in claim["targets"]:
            line["relation_labels"].setdefault(kind, []).append(label)
    return line


def article_line(a, before):
    line = {"id": a["id"], "title": a["title"], "text": (before or "") + a["text"]}
    line.update(published=a["published"].isoformat(), publisher=a["header"]["publisher"][1])
    if "byline" in a["header"]:
        line["byline"] = [a["header"]["byline"][1]]
    return line


def mention_lines(story, a, before):
    for slug, place, s, e in a["mentions"]:
        if place == "text" or before is not None:
            shift = len(before or "") if place == "text" else 0
            yield {"document": a["id"], "span": [s + shift, e + shift], "text": a[place][s:e], "cluster": f"{story}/{slug}"}


def count(stories, out=sys.stderr):
    articles = [a for story in stories.values() for a in story["articles"]]
    claims = [(a, n, c, s) for s, story in stories.items() for a, n, c in story["claims"]]
    per_label = collections.defaultdict(lambda: (set(), []))
    for a, n, c, s in claims:
        per_label[s, c["claim"]][0].add(a["id"])
        per_label[s, c["claim"]][1].append(n)
    again = [docs for docs, _ in per_label.values() if len(docs) > 1]
    pairs = sum(len(ns) * (len(ns) - 1) // 2 for _, ns in per_label.values())
    slugs = {(s, m[0]) for s, story in stories.items() for a in story["articles"] for m in a["mentions"]}
    print(f"{len(stories)} storylines, {len(articles)} articles, {len(claims)} claims, {len(per_label)} labels, "
          f"{len(again)} of them in several articles, {pairs} pairs of claims with one label", file=out)
    print(f"{sum(len(a['mentions']) for a in articles)} mentions of {len(slugs)} entities", file=out)
    for name, values in (("kind", [c.get("kind", "attributed") for _, _, c, _ in claims]),
                         ("form", [c["form"] for _, _, c, _ in claims]),
                         ("attitude", [c["attitude"] for _, _, c, _ in claims]),
                         ("relations", [kind for _, _, c, _ in claims for kind, _, _ in c["targets"]]),
                         ("with", [k for _, _, c, _ in claims for k in ("said", "addressee", "via", "about") if k in c])):
        print(f"{name}: " + ", ".join(f"{k} {n}" for k, n in sorted(collections.Counter(values).items())), file=out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--split", choices=("tune", "report"))
    parser.add_argument("--titled", action="store_true")
    what = parser.add_mutually_exclusive_group()
    for option in ("--articles", "--entities", "--origins"):
        what.add_argument(option, action="store_true")
    options = parser.parse_args()
    halves = [options.split] if options.split else ["tune", "report"]
    beside = pathlib.Path(__file__).resolve().parent
    paths = options.files or [p for half in halves for p in sorted((beside / half).glob("*.txt"))]

    faults, remarks, stories = Faults(), Faults(), {}
    for path in paths:
        articles = read(path, faults)
        for a in articles:
            anchor(path, a, faults)
            check_article(path, a, faults, remarks)
        check_names(path, articles, faults)
        check_origins(path, articles, faults, remarks)
        claims = relate(path, articles, faults, remarks)
        if len(articles) != 3:
            remarks(path, 1, f"{len(articles)} articles instead of 3")
        stories[f"{path.resolve().parent.name}/{path.stem}"] = {"articles": articles, "claims": claims}
    if faults:
        sys.exit("\n".join(faults))

    for story, held in stories.items():
        before = {a["id"]: a["title"] + "\n\n" if options.titled else None for a in held["articles"]}
        lines = [gold_line(story, a, n, c, before[a["id"]]) for a, n, c in held["claims"]]
        if options.articles:
            lines = [article_line(a, before[a["id"]]) for a in held["articles"]]
        elif options.entities:
            lines = [line for a in held["articles"] for line in mention_lines(story, a, before[a["id"]])]
        elif options.origins:
            lines = [{"document": a["id"], "origin": a["header"].get("origin", (0, None))[1]} for a in held["articles"]]
        for line in lines:
            print(json.dumps(line, ensure_ascii=False))
    for remark in remarks:
        print(f"remark: {remark}", file=sys.stderr)
    count(stories)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

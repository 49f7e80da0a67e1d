#!/usr/bin/env python3
"""Score the days of publication that were read from web pages.

usage: score.py DAYS.tsv EXTRACTED.jsonl [--wrong]

DAYS.tsv has the id of a page, its day and how the page tells it (visible, metadata); EXTRACTED.jsonl is what `onrecord extract`
prints of the pages, with "id" and "published". --wrong lists the pages whose day is wrong.
"""
import argparse, collections, json

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("days")
parser.add_argument("extracted")
parser.add_argument("--wrong", action="store_true")
args = parser.parse_args()
with open(args.days, encoding="utf-8") as file:
    gold = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
with open(args.extracted, encoding="utf-8") as file:
    found = {line["id"]: line for line in map(json.loads, file)}
right, all_ = collections.Counter(), collections.Counter()
for ident, day, told in gold:
    article = found.get(ident, {})
    all_[told] += 1
    if article.get("published") == day:
        right[told] += 1
    elif args.wrong:
        print(f"{ident}: {day} ({told}), read {article.get('published')} from {article.get('from', {}).get('published')}")
for told in sorted(all_):
    print(f"day, {told:<16} {100 * right[told] / all_[told]:5.1f}   ({right[told]} of {all_[told]})")
print(f"day, all {100 * right.total() / all_.total():17.1f}   ({right.total()} of {all_.total()})")

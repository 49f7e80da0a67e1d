"""Makes a web archive of synthetic articles, as CC-NEWS ships them: a member of gzip for each record.

    python3 scale/make_crawl.py < articles.jsonl > crawl.warc.gz

Takes what `examples/synthesise` prints. For the tests of scale: after every 25th page stands one without an article.
"""

import gzip
import html
import json
import sys

PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{publisher}">
<meta property="article:published_time" content="{published}"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{title}</h1>{paragraphs}</article><footer>All rights reserved</footer></body></html>"""
NO_ARTICLE = "<!DOCTYPE html><html><head><title>Sections</title></head><body><nav><a href='/'>Home</a></nav></body></html>"


def page(article):
    fields = {name: html.escape(str(article[name])) for name in ("title", "publisher", "published")}
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in article["text"].split("\n") if line.strip())
    return PAGE.format(paragraphs=paragraphs, **fields)


def record(number, address, body):
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
        f"WARC-Target-URI: {address}\r\nWARC-Date: 2026-02-17T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + response + b"\r\n\r\n", mtime=0)


def main():
    for number, line in enumerate(sys.stdin, 1):
        article = json.loads(line)
        sys.stdout.buffer.write(record(2 * number, article["url"], page(article)))
        if number % 25 == 0:
            sys.stdout.buffer.write(record(2 * number + 1, article["url"] + "/sections", NO_ARTICLE))


if __name__ == "__main__":
    main()

"""Reads articles on many machines: `onrecord extract --format nquads` as the map stage of a Spark job.

    spark-submit scale/extract.py --program target/release/onrecord --to shards crawl/*.warc.gz

Files of JSON lines (.jsonl, .ndjson, perhaps .gz) are split by Spark, through any file system that it knows.
Other files (WARC, web pages, feeds, text) are read whole by one task each, from a file system that all
workers see, or through --cat.

Writes, each part of it when it is complete, and `_SUCCESS` at the end:

    TO/kind=quads/part-…   shards: the graphs of the articles as N-Quads, an article's lines together
    TO/kind=errors/part-…  a JSON line for each thing that is no article: file, part of it, error, and for
                           JSON lines how the line begins

Every task is a function of its input alone, so a task that is run again writes the same bytes.
"""

import argparse
import json
import shlex
import subprocess
import tempfile
import threading
from pathlib import Path

LINES = (".jsonl", ".ndjson")
# How much of a line of JSON is told of one that is no article.
TOLD = 120
# The program ends with 1 where there was no article to find.
GOOD = (0, 1)


def arguments():
    parser = argparse.ArgumentParser(
        description="Reads articles with onrecord on a Spark cluster and writes N-Quads.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("files", nargs="+", help="WARC, web pages, text, JSON lines; globs for JSON lines")
    parser.add_argument("--program", required=True, help="the onrecord program on this machine; sent to all workers")
    parser.add_argument("--to", required=True, help="the folder that is written; must not be there yet")
    parser.add_argument("--parts", type=int, default=0, help="how many tasks read; 0: two for each core")
    parser.add_argument("--cat", default="", help="a command that prints the file whose name is put behind it")
    parser.add_argument("--option", action="append", default=[], help="an option for onrecord, such as --option=--field=text=body")
    return parser.parse_args()


class Reader:
    """Runs the program on what a task is given. Is sent to the workers, so it holds texts alone."""

    def __init__(self, program, options, cat):
        self.program = program
        self.options = options
        self.cat = shlex.split(cat)

    def lines(self, part):
        """From lines of JSON."""
        begins = []

        def feed(pipe):
            for line in part:
                begins.append(line[:TOLD])
                pipe.write(line.encode() + b"\n")

        for kind, value in self.run(["-"], feed):
            if kind == "errors":
                error = json.loads(value)
                # The number of the line counts within this task and means nothing to others.
                number = error.pop("line", None)
                if number is not None and number <= len(begins):
                    error["begins"] = begins[number - 1]
                value = json.dumps(error, ensure_ascii=False)
            yield kind, value

    def files(self, part):
        """From whole files."""
        if not self.cat:
            names = list(part)
            if names:
                yield from self.run(["--list", "-"], lambda pipe: pipe.write("\n".join(names).encode()))
            return
        for name in part:
            with subprocess.Popen([*self.cat, name], stdout=subprocess.PIPE) as source:

                def feed(pipe, source=source):
                    while block := source.stdout.read(1 << 20):
                        pipe.write(block)

                for kind, value in self.run(["-"], feed):
                    if kind == "errors":
                        value = json.dumps({**json.loads(value), "file": name}, ensure_ascii=False)
                    yield kind, value
            if source.returncode:
                raise RuntimeError(f"{shlex.join([*self.cat, name])} ended with {source.returncode}")

    def run(self, what, feed):
        """What the program finds: pairs of a kind and a line. `feed` fills its standard input."""
        from pyspark import SparkFiles

        program = Path(SparkFiles.get(self.program))
        with tempfile.TemporaryDirectory() as folder:
            errors = Path(folder, "errors.jsonl")
            said = Path(folder, "said.txt")
            command = [program, "extract", *what, "--format", "nquads", "--threads", "1", "--errors", errors]
            with said.open("wb") as stderr, subprocess.Popen(
                [*command, *self.options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr
            ) as process:
                failures = []
                feeder = threading.Thread(target=fill, args=(process.stdin, feed, failures), daemon=True)
                feeder.start()
                for line in process.stdout:
                    yield "quads", line.decode().rstrip("\n")
                feeder.join()
            if process.returncode not in GOOD:
                last = said.read_text(errors="replace")[-2000:]
                raise RuntimeError(f"onrecord ended with {process.returncode}: {last}")
            if failures:
                raise failures[0]
            for line in errors.read_text().splitlines():
                yield "errors", line


def fill(pipe, feed, failures):
    """Writes the input of a process; what goes wrong is raised by whoever reads its output."""
    try:
        with pipe:
            feed(pipe)
    except BrokenPipeError:
        pass  # The program ended early, and says itself why.
    except Exception as failure:  # noqa: BLE001
        failures.append(failure)


def main():
    given = arguments()
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.appName("onrecord extract")
        # Both kinds are written as they come: sorting by kind would take the order from the articles.
        .config("spark.sql.maxConcurrentOutputFileWriters", 2)
        .getOrCreate()
    )
    spark = session.sparkContext
    spark.addFile(given.program)
    reader = Reader(Path(given.program).name, given.option, given.cat)
    parts = given.parts or 2 * spark.defaultParallelism
    of_lines = [name for name in given.files if name.removesuffix(".gz").endswith(LINES)]
    whole = [name if given.cat else str(Path(name).resolve()) for name in given.files if name not in of_lines]
    found = []
    if whole:
        found.append(spark.parallelize(whole, min(parts, len(whole))).mapPartitions(reader.files))
    if of_lines:
        found.append(spark.textFile(",".join(of_lines), parts).mapPartitions(reader.lines))
    frame = session.createDataFrame(spark.union(found), "kind string, value string")
    frame.write.partitionBy("kind").option("compression", "gzip").text(given.to)
    session.stop()


if __name__ == "__main__":
    main()

// Looks at every page of `onrecord serve` in Chromium (both themes, three widths, on paper, axe), and goes an analyst's way
// from the seeds: find, follow, draw, ask, judge, read again. See README.md beside this file.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [program, seeds, folder = "screenshots"] = process.argv.slice(2);
if (!program || !seeds) {
  console.error("give the program and the folder of seeds: node check.mjs PROGRAM SEEDS [SCREENSHOTS]");
  process.exit(2);
}
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const widths = [360, 800, 1280];
const themes = ["light", "dark"];
const faults = [];

/** Milliseconds that a step may take; long, for the machine may do much else. */
const PATIENCE = 120_000;

/** Where articles and record lie while this runs. */
const place = mkdtempSync(join(tmpdir(), "onrecord-browser-"));
const articles = join(place, "articles");
const store = ["--store", join(place, "record")];

function expect(truth, what) {
  console.log(`${truth ? "ok    " : "FAULT "} ${what}`);
  if (!truth) {
    faults.push(what);
  }
}

// The program.

function ingest() {
  execFileSync(program, ["ingest", articles, ...store], { stdio: "inherit" });
}

/** Starts the server on a free port; gives its address and how to stop it. */
async function serve() {
  const server = spawn(program, ["serve", "--port", "0", "--by", "Mira", ...store], { stdio: ["ignore", "inherit", "pipe"] });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const base = await new Promise((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (part) => {
      said += part;
      const address = said.match(/http:\/\/localhost:\d+/);
      if (address) {
        resolve(address[0]);
      }
    });
    ended.then(() => reject(new Error(`the server ended: ${said}`)));
  });
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
  };
  return { base, stop };
}

// What every page must be.

/** The first link of a page whose path begins so. */
async function firstLink(page, address, start) {
  await page.goto(address);
  return page.locator(`main a[href^="${start}"]`).first().getAttribute("href");
}

/** One address for each kind of page, taken from what the record has. */
async function addresses(page, base) {
  const first = (path, start) => firstLink(page, base + path, start);
  const query = "SELECT * { ?speaker onr:denied ?claim }";
  return {
    home: "/",
    search: "/search?q=Russia",
    claims: "/claims",
    "claims-narrowed": "/claims?relation=denied",
    articles: "/articles",
    entities: "/entities",
    outlets: "/outlets",
    graph: "/graph",
    "graph-claims": "/graph?view=claims&about=Saudi+Arabia",
    "graph-large": "/graph?view=co-mention&top=0",
    queries: "/queries",
    query: "/queries/denials",
    "query-form": "/queries/said-by",
    sparql: "/sparql",
    answer: `/sparql?${new URLSearchParams({ query })}`,
    review: "/review",
    judgements: "/judgements",
    runs: "/runs",
    claim: await first("/claims", "/claim/"),
    denial: await first("/claims?relation=denied&by=CNN", "/claim/"),
    article: await first("/articles", "/article/"),
    person: await first("/entities?kind=person", "/person/"),
    event: await first("/entities?kind=event", "/event/"),
    nothing: "/person/nobody",
  };
}

/** The whole page; of one that is very long, what is seen first. */
async function picture(page, name) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: height < 5000 });
}

/** A screenshot; nothing too wide; nothing that axe calls serious. */
async function examine(page, name, theme, width) {
  await picture(page, `${name}-${theme}-${width}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) {
    expect(false, `${name} at ${width}: ${overflow} pixels too wide`);
  }
  // Our own policy forbids scripts from elsewhere, as it should; this context is told to let axe in.
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  for (const violation of result.violations) {
    const where = violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ");
    const what = `${name} ${theme} ${width}: ${violation.id}, ${violation.help}: ${where}`;
    if (["serious", "critical"].includes(violation.impact)) {
      expect(false, what);
    } else {
      console.log(`note   ${what}`);
    }
  }
}

/** Pages as scripts make them while somebody works. */
const atWork = {
  "sparql-completing": async (page, base) => {
    await page.goto(`${base}/sparql`);
    await page.focus("#query");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("SELECT ?who ?what\nWHERE {\n  ?speaker onr:de");
    await page.waitForSelector("#suggestions [role=option]");
  },
  "graph-pointed-at": async (page, base) => {
    await page.goto(`${base}/graph`);
    await page.fill("[data-find]", "Peskov");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".drawn.some .near");
  },
};

async function lookAtAll(browser, base) {
  for (const theme of themes) {
    for (const width of widths) {
      const viewport = { width, height: 900 };
      const context = await browser.newContext({ colorScheme: theme, viewport, bypassCSP: true });
      context.setDefaultTimeout(PATIENCE);
      const page = await context.newPage();
      for (const [name, path] of Object.entries(await addresses(page, base))) {
        await page.goto(base + path);
        await examine(page, name, theme, width);
        if (theme === "light" && width === 800) {
          await page.emulateMedia({ media: "print" });
          await picture(page, `${name}-print`);
          await page.emulateMedia({ media: "screen" });
        }
      }
      for (const [name, work] of Object.entries(atWork)) {
        await work(page, base);
        await examine(page, name, theme, width);
      }
      await context.close();
    }
  }
}

// The analyst's way.

/** Finds Peskov, and what he said on a line of time. */
async function find(page, base) {
  await page.goto(base);
  await page.fill("#q", "Peskov");
  await page.keyboard.press("Enter");
  await page.click("main a[href='/person/dmitry-peskov']");
  expect((await page.locator("h1").innerText()).startsWith("Dmitry Peskov"), "a search leads to Dmitry Peskov");
  const points = page.locator(".timeline a");
  expect((await points.count()) > 3, "his line of time has points");
  await points.first().click();
  expect(new URL(page.url()).pathname.startsWith("/claim/"), "a point of the line leads to its claim");
}

/** The report of CNN, denied: both sides, each marked in its article. */
async function follow(page, base) {
  await page.goto(`${base}/claims`);
  await page.locator(".facets section", { hasText: "relation" }).getByRole("link", { name: "denied", exact: true }).click();
  expect(page.url().includes("relation=denied"), "the facet of relations has a permanent link");
  await page.locator(".claims > li", { hasText: "CNN" }).first().locator(".words a").click();
  const denial = page.url();
  const told = await page.locator(".wordings > li").evaluateAll((items) =>
    items.map((item) => ({ lead: item.querySelector(".lead").innerText, article: item.querySelector(".where a").href })));
  const sides = {
    "CNN, who asserts it": told.find(({ lead }) => lead.includes("CNN") && lead.includes("asserts")),
    "the ministry, which denies it": told.find(({ lead }) => lead.includes("Foreign Ministry") && lead.includes("denies")),
  };
  for (const [who, side] of Object.entries(sides)) {
    expect(side !== undefined, `the claim shows ${who}`);
    if (side) {
      await page.goto(side.article);
      const number = page.locator(`[id="${decodeURIComponent(new URL(side.article).hash.slice(1))}"]`);
      expect((await number.count()) === 1, `the link leads to the words of ${who}`);
      const marked = page.locator(`.text .content[data-claims~="${await number.innerText()}"]`);
      expect((await marked.count()) > 0, `the words of ${who} are marked in their article`);
    }
  }
  await page.goto(denial);
  await page.getByRole("link", { name: "Who else claims what about it" }).click();
}

const shown = (page) => page.locator("g.edge:not(.gone)").count();

/** The graph of that claim: narrowed by attitude and by time, a neighbour shown, made larger, a node opened. */
async function draw(page, base) {
  expect((await page.locator("g.node a").count()) > 3, "the graph is drawn, its nodes are links");
  const all = await shown(page);
  await page.uncheck("[data-attitude=asserts]");
  const without = await shown(page);
  expect(without > 0 && without < all, `without what is asserted, ${without} of ${all} edges are shown`);
  await page.check("[data-attitude=asserts]");
  await page.focus("[data-day=until]");
  await page.keyboard.press("Home");
  expect((await shown(page)) < all, "a shorter time shows fewer edges");
  await page.keyboard.press("End");
  expect((await shown(page)) === all, "the whole time shows all again");
  await page.selectOption("#attitude", "denies");
  await page.getByRole("button", { name: "Draw" }).click();
  const denied = await page.locator("[data-edge] td:nth-child(2)").allInnerTexts();
  expect(denied.length > 0 && denied.every((how) => how.startsWith("denies")), "the form narrows the graph without a script");
  await page.goto(`${base}/graph`);
  const width = () => page.locator(".drawn svg").evaluate((svg) => svg.getBoundingClientRect().width);
  const before = await width();
  await page.getByRole("button", { name: "Larger" }).click();
  expect((await width()) > before, "the picture can be made larger");
  await page.fill("[data-find]", "Peskov");
  await page.keyboard.press("Enter");
  const near = await page.locator("g.node.near").count();
  expect(near > 1 && near < (await page.locator("g.node").count()), "a node that is found stands out with its neighbours");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/person\/dmitry-peskov/);
  expect(true, "Enter opens the node");
}

/** A saved query, and the same changed in SPARQL with names completed. */
async function ask(page, base) {
  await page.goto(`${base}/queries/said-by`);
  await page.fill("#field-by", "Dmitry Peskov");
  await page.getByRole("button", { name: "Ask" }).click();
  const rows = await page.locator("tbody tr").count();
  expect(rows > 3, `the saved query has ${rows} rows`);
  await page.getByRole("link", { name: "Change it in SPARQL" }).click();
  await page.focus("#query");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("SELECT ?claim { ?who onr:deni");
  await page.waitForSelector("#suggestions [role=option]");
  const chosen = await page.getAttribute("#query", "aria-activedescendant");
  expect((await page.locator(`#${chosen} code`).innerText()) === "onr:denied", "the editor offers onr:denied");
  await page.keyboard.press("Enter");
  await page.keyboard.type(" ?claim ; skos:pref");
  await page.waitForSelector("#suggestions [role=option]");
  await page.keyboard.press("Tab");
  await page.keyboard.type(' "Dmitry Peskov" }');
  expect(
    (await page.inputValue("#query")) === 'SELECT ?claim { ?who onr:denied ?claim ; skos:prefLabel "Dmitry Peskov" }',
    "names are completed by keyboard",
  );
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/query=/);
  expect((await page.locator("tbody tr").count()) > 0, "the changed query is answered");
}

/** Rejects by keyboard, takes it back, rejects again; gives which article and claim it was. */
async function reject(page, base) {
  await page.goto(`${base}/review?only=attributions`);
  const asked = () => page.locator("blockquote").first().innerText();
  const first = await asked();
  await page.keyboard.press("j");
  await page.waitForURL(/skip=1/);
  expect((await asked()) !== first, "j goes on");
  await page.keyboard.press("k");
  await page.waitForURL((url) => !url.search.includes("skip"));
  expect((await asked()) === first, "k goes back");
  const evidence = await page.locator(".side .where a").first().getAttribute("href");
  await page.keyboard.press("r");
  await page.waitForURL(/judged=/);
  expect((await asked()) !== first, "what was rejected is not asked again");
  const rejected = page.url();
  await page.keyboard.press("u");
  await page.waitForURL((url) => url.href !== rejected);
  expect((await asked()) === first, "what was taken back is asked again");
  const undone = page.url();
  await page.keyboard.press("r");
  await page.waitForURL((url) => url.href !== undone);
  return evidence;
}

/** Two names that are one. */
async function merge(page, base) {
  await page.goto(`${base}/person/secretary`);
  await page.fill("input[name=other]", "Marco Rubio");
  await page.getByRole("button", { name: "The same", exact: true }).click();
  await page.waitForURL(/judged=/);
  await expectMerged(page, base, "after it was judged");
}

async function expectMerged(page, base, when) {
  await page.goto(`${base}/search?q=Secretary`);
  const names = await page.locator("[aria-labelledby=entities] li").allInnerTexts();
  expect(names.some((name) => name.includes("Marco Rubio") && name.includes("Secretary")), `two names are one ${when}`);
}

/** Changes an article a little, as an outlet would, and reads all again. */
function correct(article) {
  const file = join(articles, article.name);
  if (existsSync(file)) {
    writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}\n\nCorrection: an earlier version named the wrong weekday.\n`);
    return;
  }
  const wire = join(articles, "wire.jsonl");
  const changed = readFileSync(wire, "utf8").trim().split("\n").map((line) => {
    const read = JSON.parse(line);
    return JSON.stringify(read.id === article.name ? { ...read, text: `${read.text}\n\nCorrection: an earlier version named the wrong weekday.` } : read);
  });
  writeFileSync(wire, `${changed.join("\n")}\n`);
}

async function judgementIsKept(page, base, article) {
  const all = await (await page.request.get(`${base}/api/articles`)).json();
  const now = all.items.find(({ name }) => name === article.name);
  expect(now !== undefined && now.iri !== article.iri, "the corrected article took the place of the earlier one");
  await page.goto(`${base}/iri?${new URLSearchParams({ iri: now.iri })}`);
  expect((await page.locator(".notes .tag", { hasText: "rejected" }).count()) === 1, "the rejected claim is still rejected");
  expect((await page.locator(".text .a-rejected").count()) > 0, "its words are struck out in the text");
  expect((await page.locator("section.judged", { hasText: "Mira" }).count()) === 1, "the article says who judged");
  await page.goto(`${base}/judgements`);
  expect((await page.locator(".past > li", { hasText: "Mira" }).count()) >= 3, "the history has all that was judged");
  await page.goto(`${base}/runs`);
  expect((await page.locator("tbody tr", { hasText: "a new version" }).count()) === 1, "the last run tells of the new version");
}

// All of it.

mkdirSync(folder, { recursive: true });
cpSync(seeds, articles, { recursive: true });
ingest();
let server = await serve();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  await lookAtAll(browser, server.base);
  // Here the policy is in force, and whatever the browser refuses is a fault of ours.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await find(page, server.base);
  await follow(page, server.base);
  await draw(page, server.base);
  await ask(page, server.base);
  const evidence = await reject(page, server.base);
  const list = await (await page.request.get(`${server.base}/api/articles`)).json();
  const article = list.items.find(({ iri }) => iri.endsWith(decodeURIComponent(evidence.split("#")[0].slice(1))));
  await merge(page, server.base);
  await picture(page, "merged");
  await server.stop();
  correct(article);
  ingest();
  server = await serve();
  await judgementIsKept(page, server.base, article);
  await expectMerged(page, server.base, "after all was read again");
  for (const path of ["/judgements", "/runs"]) {
    await page.goto(server.base + path);
    await picture(page, `after-${path.slice(1)}`);
  }
  expect(complaints.length === 0, `the browser has nothing to complain of ${complaints.join("; ")}`);
} finally {
  await browser.close();
  await server.stop();
  rmSync(place, { recursive: true, force: true });
}

console.log(faults.length === 0 ? "no faults" : `${faults.length} faults:\n  ${faults.join("\n  ")}`);
process.exitCode = faults.length === 0 ? 0 : 1;

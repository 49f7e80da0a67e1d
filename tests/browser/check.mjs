// Looks at every page of a running `onrecord serve` in Chromium: both themes, three widths, axe, and an analyst's way
// through the record. See README.md beside this file.

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [base = "http://localhost:7777", folder = "screenshots"] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const widths = [360, 800, 1280];
const themes = ["light", "dark"];
const faults = [];

function expect(truth, what) {
  if (!truth) {
    faults.push(what);
  }
}

/** The first link of a page whose path begins so. */
async function firstLink(page, path, start) {
  await page.goto(base + path);
  return page.locator(`main a[href^="${start}"]`).first().getAttribute("href");
}

/** One address for each kind of page, taken from what the record has. */
async function addresses(page) {
  const newest = await firstLink(page, "/claims", "/claim/");
  const denial = await firstLink(page, "/claims?attitude=denies", "/claim/");
  const article = await firstLink(page, "/articles", "/article/");
  const person = await firstLink(page, "/entities?kind=person", "/person/");
  const event = await firstLink(page, "/entities?kind=event", "/event/");
  return {
    home: "/",
    search: "/search?q=Russia",
    claims: "/claims",
    "claims-narrowed": "/claims?attitude=denies",
    articles: "/articles",
    entities: "/entities",
    outlets: "/outlets",
    graph: "/graph",
    queries: "/queries",
    query: "/queries/denials",
    "query-form": "/queries/said-by",
    sparql: "/sparql",
    answer: `/sparql?${new URLSearchParams({ query: "SELECT * { ?speaker onr:denied ?claim }" })}`,
    review: "/review",
    judgements: "/judgements",
    claim: newest,
    denial,
    article,
    person,
    event,
    nothing: "/person/nobody",
  };
}

async function look(context, page, name, path, theme, width) {
  await page.goto(base + path);
  await page.screenshot({ path: `${folder}/${name}-${theme}-${width}.png`, fullPage: true });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow <= 0, `${name} at ${width}: ${overflow} pixels too wide`);
  // Our own policy forbids scripts from elsewhere, as it should; this context is told to let axe in.
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  for (const violation of result.violations) {
    const where = violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ");
    const serious = ["serious", "critical"].includes(violation.impact);
    console.log(`${serious ? "FAULT" : "note"}  ${name} ${theme} ${width}: ${violation.id}, ${violation.help}: ${where}`);
    expect(!serious, `${name} ${theme} ${width}: ${violation.id}`);
  }
}

/** Finds a person, follows a denial to both sides, rejects by keyboard and takes it back. */
async function analyse(page) {
  await page.goto(base);
  await page.fill("#q", "Peskov");
  await page.keyboard.press("Enter");
  await page.click("main a[href^='/person/']");
  expect((await page.locator(".timeline circle").count()) > 0, "the person has no timeline");
  await page.goto(`${base}/claims?attitude=denies`);
  await page.click(".claims .words a");
  expect((await page.locator("blockquote mark").count()) > 0, "the claim shows no evidence");
  await page.click(".wordings .where a");
  expect((await page.locator(".text .content").count()) > 0, "the article has no marks");
  await page.goto(`${base}/review`);
  const asked = await page.locator("blockquote").first().innerText();
  await page.keyboard.press("j");
  await page.waitForURL(/skip=1/);
  await page.keyboard.press("k");
  await page.waitForURL((url) => !url.search.includes("skip"));
  await page.keyboard.press("r");
  await page.waitForURL(/judged=/);
  expect((await page.locator("blockquote").first().innerText()) !== asked, "what was rejected is asked again");
  const rejected = page.url();
  await page.keyboard.press("u");
  await page.waitForURL((url) => url.href !== rejected);
  expect((await page.locator("blockquote").first().innerText()) === asked, "what was taken back is not asked again");
}

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const complaints = [];
for (const theme of themes) {
  for (const width of widths) {
    const viewport = { width, height: 900 };
    const context = await browser.newContext({ colorScheme: theme, viewport, bypassCSP: true });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(await addresses(page))) {
      await look(context, page, name, path, theme, width);
    }
    await context.close();
  }
}
// Here the policy is in force, and whatever the browser refuses is a fault of ours.
const context = await browser.newContext();
const page = await context.newPage();
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(error.message));
await analyse(page);
expect(complaints.length === 0, `the browser complains: ${complaints.join("; ")}`);
await browser.close();

console.log(faults.length === 0 ? "no faults" : `${faults.length} faults:\n  ${faults.join("\n  ")}`);
process.exitCode = faults.length === 0 ? 0 : 1;

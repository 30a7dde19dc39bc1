// A headless Chromium, spoken to as one person; what it may load is this server's alone.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export const SITE = process.env.SUCHARIT_SITE;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SIZES = { narrow: { width: 320, height: 700 }, wide: { width: 1280, height: 900 } };

/** Fails with what was expected. */
export function check(holds, what) {
  if (!holds) {
    throw new Error(what);
  }
}

/** Runs `work` with a browser of its own, and takes it down whatever happens. */
export async function withBrowser(work) {
  const profile = mkdtempSync(join(tmpdir(), "sucharit-browser-"));
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
    env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** A person at a browser: nothing of other hosts, no error in its console. */
export async function person(browser, options = {}) {
  const context = await browser.newContext({ baseURL: SITE, locale: "th-TH", viewport: SIZES.wide, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.troubles = [];
  page.on("console", (message) => {
    // A refused form is a page of its own; the browser also notes its status.
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) {
      page.troubles.push(message.text());
    }
  });
  page.on("pageerror", (error) => page.troubles.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(SITE) && !request.url().startsWith("data:")) {
      page.troubles.push(`asks another host: ${request.url()}`);
    }
  });
  return page;
}

/** Signs in by the page. */
export async function signIn(page, username) {
  await page.goto("/sign-in");
  await page.getByLabel("ชื่อผู้ใช้").fill(username);
  await page.getByLabel("รหัสผ่าน", { exact: true }).fill(passwordOf(username));
  await page.getByRole("button", { name: "เข้าสู่ระบบ" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

function passwordOf(username) {
  return process.env[`SUCHARIT_PASSWORD_${username.toUpperCase().replaceAll("-", "_")}`] ?? process.env.SUCHARIT_PASSWORD;
}

/** Looks at the page in both sizes: axe, sideways scrolling, what went wrong; a picture where a folder for them is named. */
export async function look(page, name) {
  const found = [];
  // For the test that no page is left out.
  console.log(`looked at ${new URL(page.url()).pathname}`);
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wider > 0) {
      found.push(`${name} (${size}): scrolls sideways by ${wider} pixels`);
    }
    // Around the policy that keeps strange scripts out: the browser puts this one in itself.
    if (!(await page.evaluate(() => "axe" in globalThis))) {
      await page.evaluate((await import("node:fs")).readFileSync(axe, "utf8"));
    }
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of violations) {
      const places = violation.nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary}`).slice(0, 5);
      found.push(`${name} (${size}): ${violation.id} ${violation.help}\n    ${places.join("\n    ")}`);
    }
    if (process.env.SCREENSHOTS) {
      await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}-${size}.png`), fullPage: true });
    }
  }
  await page.setViewportSize(SIZES.wide);
  found.push(...page.troubles.map((trouble) => `${name}: ${trouble}`));
  page.troubles.length = 0;
  return found;
}

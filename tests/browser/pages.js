// Looks at every page, as everybody who has it, in both sizes: axe, sideways scrolling, foreign hosts, errors in the console.
// With SCREENSHOTS=FOLDER it leaves pictures there.
import { mkdirSync } from "node:fs";
import { look, person, signIn, withBrowser } from "./browser.js";

const six = "/organization/wapi-pathum/round/2569/six-month";
const twelve = "/organization/wapi-pathum/round/2568/twelve-month";

const plan = "/organization/wapi-pathum/plan/2566";

/** Name and address of the pages of each person; `null` is nobody. */
const PAGES = [
  [null, {
    "sign-in": "/sign-in", settings: "/settings", "not-found": "/nothing-here", public: "/public",
    "public-organization": "/public/wapi-pathum", "public-plan": "/public/wapi-pathum/plan/2568",
  }],
  ["officer", {
    home: "/", notifications: "/notifications", account: "/account", password: "/account/password",
    sessions: "/account/sessions", tokens: "/account/tokens", "progress-list": `${six}/progress`,
    "progress-of-others": `${six}/project/17`,
  }],
  ["planner", {
    "home-of-planner": "/", "progress-form": `${six}/project/1`, "progress-form-budget": `${six}/project/28`, "progress-form-carried": `${twelve.replace("2568", "2567")}/project/2`, "progress-form-closed": `${twelve}/project/3`,
    "progress-form-empty": `${six}/project/36`, table: `${six}/table?division=`, spreadsheet: `${six}/spreadsheet`, "round-report": six,
    "round-report-submit": `${six}/submit`, "round-report-refused": `${six}/approve`, "round-report-approved": twelve,
    plan: plan, "plan-filtered": `${plan}?name=%E0%B9%80%E0%B8%A7%E0%B8%97%E0%B8%B5&status=IN_PROGRESS`,
    "plan-revision": `${plan}/revision/1`, "plan-amend": `${plan}/amend`, "plan-amend-heading": `${plan}/amend/plan`,
    "plan-amend-project": `${plan}/amend/project/28`, project: `${plan}/project/28`,
    overview: "/organization/wapi-pathum/overview/2568", risk: "/organization/wapi-pathum/risk/2569",
    "risk-assess": "/organization/wapi-pathum/risk/2569/issue/1.1/inherent",
    "round-report-filing": `${twelve}/record-filing`, "round-report-publish": `${twelve}/publish`,
  }],
  ["clerk", { "round-report-of-clerk": six }],
  ["nacc-province", {
    "area-province": "/area/TH-44/2569/six-month", "area-extension": "/extension/organization/wapi-pathum/2569/six-month",
    "project-conformity": `${plan}/project/28/conformity`,
    "round-report-choose": "/round-report", "round-report-of-nacc": twelve, "round-report-reopen": `${twelve}/reopen`,
  }],
  ["nacc-central", { "area-country": "/area/TH/2569/six-month", "area-window": "/window/2569/six-month" }],
  ["admin", { "home-of-admin": "/" }],
];

const found = [];
if (process.env.SCREENSHOTS) {
  mkdirSync(process.env.SCREENSHOTS, { recursive: true });
}
await withBrowser(async (browser) => {
  for (const [username, pages] of PAGES) {
    const page = await person(browser);
    if (username) {
      await signIn(page, username);
    }
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(address);
      found.push(...(await look(page, name)));
    }
    // The states that only come of sending something.
    if (username === null) {
      await page.goto("/sign-in");
      await page.getByLabel("ชื่อผู้ใช้").fill("nobody");
      await page.getByLabel("รหัสผ่าน").fill("nothing");
      await page.getByRole("button", { name: "เข้าสู่ระบบ" }).click();
      await page.locator("#error-summary").waitFor();
      found.push(...(await look(page, "sign-in-refused")));
    }
    if (username === "planner") {
      await page.goto(`${six}/project/36`);
      await page.getByLabel("ไม่สามารถดำเนินการได้", { exact: true }).check();
      await page.getByRole("button", { name: "บันทึกผลการดำเนินงาน" }).click();
      await page.locator("#error-summary").waitFor();
      found.push(...(await look(page, "progress-form-refused")));
      await page.goto("/account/tokens");
      await page.getByLabel("ใช้ทำอะไร").fill("แดชบอร์ด");
      await page.getByRole("button", { name: "ออกโทเคน" }).click();
      await page.locator("#secret").waitFor();
      found.push(...(await look(page, "tokens-created")));
    }
    await page.context().close();
  }
  // English, Thai numerals, the largest text.
  const page = await person(browser);
  await signIn(page, "planner");
  for (const [name, choices] of Object.entries({
    english: ["English", "อารบิก 0123456789", "ปกติ"],
    largest: ["ไทย", "Thai ๐๑๒๓๔๕๖๗๘๙", "Largest"],
    "english-largest": ["English", "อารบิก 0123456789", "ใหญ่มาก"],
  })) {
    await page.goto("/settings");
    for (const choice of choices) {
      await page.getByLabel(choice, { exact: true }).check();
    }
    await page.locator("main form button").click();
    for (const [place, address] of Object.entries({ home: "/", form: `${six}/project/1`, table: `${six}/table?division=`, report: six, plan, "public-report": "/public/wapi-pathum/2566/six-month" })) {
      await page.goto(address);
      found.push(...(await look(page, `${name}-${place}`)));
    }
  }
});
if (found.length > 0) {
  console.error(found.join("\n"));
  process.exit(1);
}

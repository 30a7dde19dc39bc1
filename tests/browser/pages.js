// Looks at every page, as everybody who has it, in both sizes: axe, sideways scrolling, foreign hosts, errors in the console.
// With SCREENSHOTS=FOLDER it leaves pictures there.
import { mkdirSync } from "node:fs";
import { check, look, person, signIn, withBrowser } from "./browser.js";

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
    "home-of-planner": "/", "progress-form": `${six}/project/1`, "progress-form-budget": `${six}/project/28`,
    "progress-form-carried": `${twelve.replace("2568", "2567")}/project/2`, "progress-form-closed": `${twelve}/project/3`,
    "progress-form-empty": `${six}/project/36`, table: `${six}/table?division=`, spreadsheet: `${six}/spreadsheet`,
    "spreadsheet-closed": `${twelve}/spreadsheet`, "round-report": six, "round-report-submit": `${six}/submit`,
    "round-report-refused": `${six}/approve`, "round-report-approved": twelve,
    plan: plan, "plan-filtered": `${plan}?name=%E0%B9%80%E0%B8%A7%E0%B8%97%E0%B8%B5&status=IN_PROGRESS`,
    "plan-revision": `${plan}/revision/1`, "plan-amend": `${plan}/amend`, "plan-amend-heading": `${plan}/amend/plan`,
    "plan-amend-project": `${plan}/amend/project/28`,
    "plan-amend-goals": `${plan}/amend/goals`, "plan-amend-dimension": `${plan}/amend/dimension/1`,
    "plan-amend-project-mission": `${plan}/amend/project/new`, "plan-amend-project-new": `${plan}/amend/project/new?mission=3.1`,
    "plan-amend-project-remove": `${plan}/amend/project/2/remove`, "plan-amend-risk": `${plan}/amend/risk-area/1`, "plan-amend-risk-new": `${plan}/amend/risk-area/new`,
    "plan-amend-risk-remove": `${plan}/amend/risk-area/4/remove`, "plan-amend-workbook": `${plan}/amend/workbook`,
    "plan-workbook": "/organization/wapi-pathum/plan/workbook", project: `${plan}/project/28`,
    overview: "/organization/wapi-pathum/overview/2568", "overview-without-plan": "/organization/wapi-pathum/overview/2571",
    risk: "/organization/wapi-pathum/risk/2569", "risk-assess": "/organization/wapi-pathum/risk/2569/issue/1.1/inherent",
    "round-report-filing": `${twelve}/record-filing`, "round-report-publish": `${twelve}/publish`,
  }],
  ["clerk", { "round-report-of-clerk": six }],
  ["nacc-province", {
    "area-province": "/area/TH-44/2569/six-month", "area-extension": "/extension/organization/wapi-pathum/2569/six-month",
    "area-extension-province": "/extension/province/TH-44/2569/six-month",
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

/** The states of each person that only come of doing something. */
const DONE = {
  async null(page) {
    await page.goto("/sign-in");
    await page.getByLabel("ชื่อผู้ใช้").fill("nobody");
    await page.getByLabel("รหัสผ่าน").fill("nothing");
    await page.getByRole("button", { name: "เข้าสู่ระบบ" }).click();
    await page.locator("#error-summary").waitFor();
    found.push(...(await look(page, "sign-in-refused")));
  },

  async planner(page) {
    await page.goto(`${six}/project/36`);
    await page.getByLabel("ไม่สามารถดำเนินการได้", { exact: true }).check();
    await page.getByRole("button", { name: "บันทึกผลการดำเนินงาน" }).click();
    await page.locator("#error-summary").waitFor();
    found.push(...(await look(page, "progress-form-refused")));

    await page.goto(`${plan}/amend/goals`);
    await page.getByLabel("หน่วย", { exact: true }).first().fill("");
    await page.getByRole("button", { name: "บันทึกลงร่าง" }).click();
    await page.locator("#error-summary").waitFor();
    found.push(...(await look(page, "plan-amend-goals-refused")));

    await page.goto("/account/tokens");
    await page.getByLabel("ใช้ทำอะไร").fill("แดชบอร์ด");
    await page.getByRole("button", { name: "ออกโทเคน" }).click();
    await page.locator("#secret").waitFor();
    found.push(...(await look(page, "tokens-created")));

    await uploads(page);
    await menu(page);

    // A file on a report, and taking it off.
    await page.goto(`${six}/project/1`);
    await page.getByLabel("เลือกไฟล์หลักฐาน").setInputFiles({
      name: "ภาพกิจกรรม.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
    });
    await page.getByRole("button", { name: "แนบไฟล์" }).click();
    await page.getByText("แนบเอกสารหลักฐานแล้ว").waitFor();
    found.push(...(await look(page, "progress-form-evidence")));
    await page.getByRole("link", { name: /^นำออก/ }).click();
    await page.getByRole("heading", { name: "นำเอกสารหลักฐานออก" }).waitFor();
    found.push(...(await look(page, "remove-evidence")));
    await page.getByRole("button", { name: "นำออก" }).click();
    await page.locator("#error-summary").waitFor();
    found.push(...(await look(page, "remove-evidence-refused")));

    // An amendment, and what it says otherwise.
    await page.goto(`${plan}/amend/project/28`);
    await page.getByLabel("หมายเหตุ").fill("ย้ายไปจัดที่หอประชุมใหม่");
    await page.getByRole("button", { name: "บันทึกลงร่าง" }).click();
    await page.locator("#error-summary").waitFor();
    found.push(...(await look(page, "plan-amend-refused")));
    await page.getByLabel("เหตุผลที่ปรับปรุงแผน").fill("สถานที่เดิมปิดปรับปรุง");
    await page.getByRole("button", { name: "บันทึกลงร่าง" }).click();
    await page.waitForURL(/\/revision\/2/);
    found.push(...(await look(page, "plan-revision-draft")));
    for (const [name, address] of Object.entries({ difference: "difference?from=1&to=2", "plan-submit": "revision/2/submit" })) {
      await page.goto(`${plan}/${address}`);
      found.push(...(await look(page, name)));
    }

    await page.goto(`${twelve}/publish`);
    await page.getByRole("button", { name: "เผยแพร่ต่อสาธารณะ" }).click();
    await page.getByText("เผยแพร่รายงานแล้ว").waitFor();
    for (const [name, address] of Object.entries({ "round-report-published": twelve, "public-report": "/public/wapi-pathum/2568/twelve-month" })) {
      await page.goto(address);
      found.push(...(await look(page, name)));
    }

    // The session ends while somebody types.
    await page.goto(`${six}/project/36`);
    await page.context().clearCookies();
    await page.getByRole("button", { name: "บันทึกผลการดำเนินงาน" }).click();
    await page.getByText("สิ่งที่ท่านกรอกไว้ยังไม่ได้บันทึก").waitFor();
    found.push(...(await look(page, "session-ended")));
  },

  async "nacc-province"(page) {
    await page.goto("/area/TH-44/2569/six-month");
    await page.locator("#within + .table").getByRole("link", { name: "วาปีปทุม" }).click();
    await page.getByRole("link", { name: "เทศบาลตำบลวาปีปทุม" }).first().waitFor();
    found.push(...(await look(page, "area-district")));
    await page.goto("/extension/province/TH-44/2569/six-month");
    await page.getByRole("button", { name: "ขยายเวลา" }).click();
    await page.locator("#error-summary").waitFor();
    found.push(...(await look(page, "area-extension-refused")));
  },
};

/** Filled forms: with problems, without, recorded; and what is no form. */
async function uploads(page) {
  for (const [name, next] of Object.entries({ wrong: "ต้องแก้ในไฟล์ก่อน", none: "กลับไปหน้าก่อน", right: "ยืนยันและบันทึก" })) {
    await page.goto(`${six}/spreadsheet`);
    await page.getByLabel("ไฟล์แบบที่กรอกแล้ว").setInputFiles(`${process.env.FORMS}/${name}.xlsx`);
    // The line is slow: the button waits, and what goes on is said.
    let go;
    const held = new Promise((resolve) => { go = resolve; });
    await page.route("**/imports/progress", async (route) => { await held; await route.continue(); }, { times: 1 });
    const button = page.getByRole("button", { name: "ตรวจไฟล์" });
    await button.click();
    check(await button.isDisabled(), "the button waits");
    check(/^กำลัง(ส่ง|ตรวจ)ไฟล์…$/.test(await page.getByRole("status").textContent()), "what goes on is said");
    if (name === "right") {
      found.push(...(await look(page, "spreadsheet-sending")));
    }
    go();
    await page.getByText(next).waitFor();
    found.push(...(await look(page, `progress-import-${name}`)));
    if (name === "right") {
      // Back at the form, it can be sent again.
      await page.goBack();
      check(await button.isEnabled(), "the button is back");
      check((await page.getByRole("status").textContent()) === "", "nothing goes on");
      await page.goForward();
      await page.getByRole("button", { name: "ยืนยันและบันทึก" }).click();
      await page.getByText("บันทึกผลจากไฟล์แล้ว").waitFor();
      found.push(...(await look(page, "progress-import-applied")));
    }
  }
  // Nobody answers.
  await page.goto(`${six}/spreadsheet`);
  await page.getByLabel("ไฟล์แบบที่กรอกแล้ว").setInputFiles(`${process.env.FORMS}/right.xlsx`);
  await page.route("**/imports/progress", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "ตรวจไฟล์" }).click();
  await page.getByText("ส่งไฟล์ไม่สำเร็จ").waitFor();
  check(await page.getByRole("button", { name: "ตรวจไฟล์" }).isEnabled(), "it can be sent again");
  page.troubles.length = 0;
}

/** The menu of a narrow screen, by keyboard alone. */
async function menu(page) {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(six);
  const entry = page.getByRole("link", { name: "ความเสี่ยงการทุจริต" });
  check(!(await entry.isVisible()), "the menu is folded");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  check(await entry.isVisible(), "the menu opens");
  check(await page.getByRole("button", { name: "ออกจากระบบ" }).isVisible(), "and so does what is beside it");
  found.push(...(await look(page, "menu-open")));
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
    await DONE[username]?.(page);
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
    for (const [place, address] of Object.entries({
      home: "/", form: `${six}/project/1`, table: `${six}/table?division=`, report: six, plan, project: `${plan}/project/28`,
      overview: "/organization/wapi-pathum/overview/2568", risk: "/organization/wapi-pathum/risk/2569", public: "/public/wapi-pathum/plan/2568",
      "public-report": "/public/wapi-pathum/2566/six-month",
    })) {
      await page.goto(address);
      found.push(...(await look(page, `${name}-${place}`)));
    }
  }
});
if (found.length > 0) {
  console.error(found.join("\n"));
  process.exit(1);
}

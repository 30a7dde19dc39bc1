// The table of all projects, by keyboard alone.
import { check, person, signIn, withBrowser } from "./browser.js";

const table = "/organization/wapi-pathum/round/2569/six-month/table";

/** What the focused field is called. */
const focused = (page) => page.evaluate(() => document.activeElement.id);
const outcome = (page, number) => page.locator(`#row-${number} .outcome`);

/** Tabs until the field has the focus. */
async function tabTo(page, id) {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await focused(page)) === id) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  check(false, `Tab does not reach ${id}`);
}

await withBrowser(async (browser) => {
  const page = await person(browser);
  await signIn(page, "planner");
  await page.goto(table);

  // Project 1: in progress, with a remark; Enter saves and goes one row down.
  await tabTo(page, "status-1");
  await page.keyboard.press("ArrowDown");
  check((await page.locator("#status-1").inputValue()) === "IN_PROGRESS", "arrows choose");
  await tabTo(page, "remark-1");
  await page.keyboard.type("เริ่มแล้ว");
  await page.keyboard.press("Enter");
  check((await focused(page)) === "remark-2", "Enter goes one row down");
  await outcome(page, 1).filter({ hasText: "บันทึกแล้ว" }).waitFor();

  // Back up by Ctrl and arrow; leaving the row saves it.
  await page.keyboard.press("Control+ArrowUp");
  check((await focused(page)) === "remark-1", "Ctrl with an arrow goes back up");
  await page.keyboard.press("End");
  await page.keyboard.type(" มีผู้เข้าร่วม 20 คน");
  await page.keyboard.press("Control+ArrowDown");
  await outcome(page, 1).filter({ hasText: "บันทึกแล้ว" }).waitFor();

  // What is wrong is said in the row; Escape brings back what was saved.
  await page.keyboard.type("หมายเหตุ");
  await page.keyboard.press("Enter");
  await outcome(page, 2).filter({ hasText: "เลือกสถานะการดำเนินงาน" }).waitFor();
  check((await page.locator("#status-2").getAttribute("aria-invalid")) === "true", "the field is marked");
  await page.keyboard.press("Control+ArrowUp");
  await page.keyboard.press("Escape");
  check((await page.locator("#remark-2").inputValue()) === "", "Escape brings the row back");

  // Somebody else records project 1 meanwhile: both are shown, and mine is taken only when I say so.
  const other = await person(browser);
  await signIn(other, "planner");
  await other.goto(`${table.replace("/table", "/project/1")}`);
  await other.getByLabel("หมายเหตุ").fill("จากอีกเครื่อง");
  await other.getByRole("button", { name: "บันทึกผลการดำเนินงาน" }).click();
  await other.getByText("บันทึกผลการดำเนินงานแล้ว").waitFor();
  await page.keyboard.press("Control+ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.type(" แก้");
  await page.keyboard.press("Enter");
  const conflict = page.locator("#row-1 + .conflict-row");
  await conflict.getByText("จากอีกเครื่อง").waitFor();
  await conflict.getByRole("button", { name: "ใช้ที่ฉันกรอก" }).focus();
  await page.keyboard.press("Enter");
  await outcome(page, 1).filter({ hasText: "บันทึกแล้ว" }).waitFor();

  // The same in the form of one project: what the other typed is stale by now.
  await other.goto(`${table.replace("/table", "/project/1")}`);
  await page.keyboard.press("Tab");
  await page.locator("#remark-1").focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" อีกครั้ง");
  await page.keyboard.press("Enter");
  await outcome(page, 1).filter({ hasText: "บันทึกแล้ว" }).waitFor();
  await other.getByLabel("หมายเหตุ").fill("ช้าไปแล้ว");
  await other.getByRole("button", { name: "บันทึกผลการดำเนินงาน" }).click();
  await other.getByText("มีผู้อื่นบันทึกโครงการนี้ระหว่างที่ท่านกรอก").waitFor();
  check((await other.getByLabel("หมายเหตุ").inputValue()) === "ช้าไปแล้ว", "the draft is kept");
  await other.getByRole("link", { name: /ใช้ที่บันทึกไว้แล้ว/ }).click();
  check((await other.getByLabel("หมายเหตุ").inputValue()).endsWith("อีกครั้ง"), "what is recorded is there to be taken");
  check(page.troubles.length === 0, page.troubles.join("; "));
});

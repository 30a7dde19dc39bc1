// From an officer's form to the executive's approval, the publication and the download.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, look, person, signIn, withBrowser } from "./browser.js";

const round = "/organization/wapi-pathum/round/2569/six-month";

await withBrowser(async (browser) => {
  const scripts = process.env.WITHOUT_SCRIPTS ? { javaScriptEnabled: false } : {};

  // The officer reports the one project that is left.
  const officer = await person(browser, scripts);
  await signIn(officer, "officer");
  check((await officer.title()).startsWith("งานของฉัน"), "sign-in leads home");
  await officer.getByRole("link", { name: /รายงานผลการดำเนินงานโครงการ/ }).last().click();
  await officer.getByRole("row").filter({ hasText: "รอรายงานผล" }).getByRole("link").click();
  const form = officer.url();
  check(!(await officer.getByLabel("ไม่ได้รับงบประมาณ").isVisible()), "no reason where none is asked for");
  await officer.getByLabel("ไม่สามารถดำเนินการได้", { exact: true }).check();
  check(await officer.getByLabel("ไม่ได้รับงบประมาณ").isVisible(), "the reason shows with the status");
  await officer.getByLabel("ผลการดำเนินงาน", { exact: true }).fill("ประชุมแล้วหนึ่งครั้ง\nยังไม่ได้ข้อสรุป");
  await officer.getByRole("button", { name: "บันทึกผลการดำเนินงาน" }).click();
  const summary = officer.locator("#error-summary");
  check(await summary.isVisible(), "what is wrong is listed");
  check((await officer.getByLabel("ผลการดำเนินงาน", { exact: true }).inputValue()).includes("ประชุมแล้วหนึ่งครั้ง\n"), "the draft is kept");
  await officer.getByLabel("บุคลากรไม่เพียงพอ").check();
  await officer.getByRole("button", { name: "บันทึกผลการดำเนินงาน" }).click();
  await officer.getByText("บันทึกผลการดำเนินงานแล้ว").waitFor();

  const folder = mkdtempSync(join(tmpdir(), "sucharit-evidence-"));
  const file = join(folder, "บันทึกการประชุม.pdf");
  writeFileSync(file, "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
  await officer.getByLabel("เลือกไฟล์หลักฐาน").setInputFiles(file);
  await officer.getByRole("button", { name: "แนบไฟล์" }).click();
  await officer.getByText("แนบเอกสารหลักฐานแล้ว").waitFor();
  check(officer.url().startsWith(form.split("?")[0]), "back at the form");
  writeFileSync(file, "MZ not a document");
  await officer.getByLabel("เลือกไฟล์หลักฐาน").setInputFiles(file);
  await officer.getByRole("button", { name: "แนบไฟล์" }).click();
  await officer.getByRole("link", { name: "กลับไปหน้าก่อน" }).click();
  check(await officer.getByRole("link", { name: "บันทึกการประชุม.pdf", exact: true }).isVisible(), "the first file is there still");

  // The planner submits, the clerk endorses, the executive approves.
  const steps = [
    ["planner", "เสนอรายงานต่อปลัด", null, "เสนอรายงานต่อปลัดแล้ว"],
    ["clerk", "เห็นชอบรายงาน", "ตรวจแล้ว ถูกต้อง", "เห็นชอบรายงานแล้ว"],
    ["executive", "อนุมัติรายงาน", "อนุมัติ", "อนุมัติรายงานแล้ว"],
  ];
  const people = {};
  for (const [username, button, opinion, done] of steps) {
    const page = await person(browser, scripts);
    people[username] = page;
    await signIn(page, username);
    if (username === "planner") {
      await page.goto(`${round}/spreadsheet`);
      const [form] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: /ดาวน์โหลดแบบ/ }).click(),
      ]);
      check(readFileSync(await form.path()).subarray(0, 2).toString() === "PK", "the form of every division comes");
      await page.goto("/");
    }
    if (opinion) {
      check(await page.locator(`#messages + ul a[href="${round}"]`).first().isVisible(), `${username} has a message that leads there`);
    }
    await page.locator(`a[href="${round}"]`).first().click();
    await page.getByRole("link", { name: button, exact: true }).click();
    if (opinion) {
      await page.getByRole("button", { name: button }).click();
      check(await page.locator("#error-summary").isVisible(), `${username} has to give an opinion`);
      await page.getByLabel("ความเห็น").fill(opinion);
    }
    await page.getByRole("button", { name: button }).click();
    await page.getByText(done).waitFor();
  }
  check(await people.executive.getByText("ตรวจแล้ว ถูกต้อง").isVisible(), "who said what stands on the report");
  check(await people.executive.getByText("ตรงกับที่ลงชื่อไว้").isVisible(), "the seal holds");
  await people.clerk.goto(`${round}/endorse`);
  check(await people.clerk.getByText("ทำขั้นตอนนี้ไม่ได้ในขณะนี้").isVisible(), "nobody endorses twice");

  // The planner records the entry in e-PlanNACC and publishes.
  const planner = people.planner;
  await planner.goto(`${round}/record-filing`);
  await planner.getByLabel("เลขอ้างอิง").fill("PN-2569-001");
  await planner.getByLabel("วันที่", { exact: true }).fill("๑๕");
  await planner.getByLabel("เดือน", { exact: true }).selectOption("4");
  await planner.getByLabel("พ.ศ.").fill("2026");
  await planner.getByRole("button", { name: "บันทึกการรายงานในระบบ" }).click();
  check(await planner.locator("#error-summary").isVisible(), "2026 is no year of the Buddhist Era");
  await planner.getByLabel("พ.ศ.").fill("๒๕๖๙");
  await planner.getByRole("button", { name: "บันทึกการรายงานในระบบ" }).click();
  await planner.getByText("บันทึกการรายงานแล้ว").waitFor();
  await planner.getByRole("link", { name: "เผยแพร่ต่อสาธารณะ" }).click();
  await planner.getByRole("button", { name: "เผยแพร่ต่อสาธารณะ" }).click();
  await planner.getByText("เผยแพร่รายงานแล้ว").waitFor();

  const [download] = await Promise.all([
    planner.waitForEvent("download"),
    planner.getByRole("link", { name: /ดาวน์โหลดรายงานเป็นสมุดงาน/ }).click(),
  ]);
  const book = readFileSync(await download.path());
  check(book.subarray(0, 2).toString() === "PK", "a workbook comes");

  // Nobody has to sign in to read what is published, and to take the workbook.
  const anyone = await person(browser, scripts);
  await anyone.goto("/sign-in");
  await anyone.getByRole("link", { name: "ข้อมูลที่เผยแพร่" }).click();
  check((await anyone.title()).includes("ข้อมูลที่เผยแพร่"), "the menu leads to what is published");
  await anyone.goto("/public/wapi-pathum");
  await anyone.getByRole("row").getByRole("link").first().click();
  check(await anyone.getByText("ตรวจแล้ว ถูกต้อง").isVisible(), "who said what stands on the published report");
  if (!process.env.WITHOUT_SCRIPTS) {
    const wrong = await look(anyone, "public-report");
    check(wrong.length === 0, wrong.join("\n"));
  }
  const [published] = await Promise.all([
    anyone.waitForEvent("download"),
    anyone.getByRole("link", { name: /ดาวน์โหลดเป็น Excel/ }).click(),
  ]);
  const publishedBook = readFileSync(await published.path());
  check(publishedBook.subarray(0, 2).toString() === "PK", "everybody gets the workbook");

  // Signing out ends it.
  await planner.getByRole("button", { name: "ออกจากระบบ" }).click();
  await planner.goto(round);
  check(planner.url().includes("/sign-in?next="), "signed-out visitors are sent to sign in");

  for (const [name, page] of Object.entries({ officer, anyone, ...people })) {
    check(page.troubles.length === 0, `${name}: ${page.troubles.join("; ")}`);
  }
});

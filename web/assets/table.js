// Saves rows of the table as one leaves them; without this script each row has its button.
"use strict";

const table = document.querySelector("table.filling");
const words = table ? table.dataset : {};
const rows = table ? [...table.querySelectorAll("tr[data-row]")] : [];
const fieldsOf = (row) => [...row.querySelectorAll("select, input:not([type=hidden]), textarea")];
const valueOf = (field) => (field.type === "checkbox" ? String(field.checked) : field.value);
const saved = new WeakMap();
const saving = new WeakMap();

const remember = (row) => saved.set(row, fieldsOf(row).map(valueOf));
const isChanged = (row) => fieldsOf(row).some((field, place) => valueOf(field) !== saved.get(row)[place]);

function say(row, text, isWrong) {
  const outcome = row.querySelector(".outcome");
  outcome.textContent = text;
  outcome.classList.toggle("error", Boolean(isWrong));
}

function mark(row) {
  row.classList.toggle("changed", isChanged(row));
}

/** The line beneath a row: its conflict, or what is worth a second look. */
function beneath(row, kind) {
  const next = row.nextElementSibling;
  return next && next.matches(kind ? `.${kind}` : ".conflict-row, .warning-row") ? next : null;
}

function closeBeneath(row) {
  beneath(row)?.remove();
}

function openBeneath(row, kind) {
  closeBeneath(row);
  const line = document.createElement("tr");
  line.className = kind;
  const cell = line.insertCell();
  cell.colSpan = row.closest("table").tHead.rows[0].cells.length;
  row.after(line);
  return cell;
}

/** Forgets what was refused. */
function clear(row) {
  closeBeneath(row);
  row.classList.remove("wrong");
  for (const field of fieldsOf(row)) {
    field.removeAttribute("aria-invalid");
  }
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function showConflict(row, conflict) {
  const cell = openBeneath(row, "conflict-row");
  cell.append(element("strong", words.conflict));
  const compared = document.createElement("table");
  const head = compared.createTHead().insertRow();
  for (const text of [words.field, words.typed, words.recorded]) {
    const heading = element("th", text);
    heading.scope = "col";
    head.append(heading);
  }
  const body = compared.createTBody();
  for (const texts of conflict.differences) {
    const line = body.insertRow();
    for (const text of texts) {
      line.append(element("td", text));
    }
  }
  const mine = element("button", words.mine);
  mine.type = "button";
  mine.addEventListener("click", () => {
    row.querySelector("[name=expectedVersion]").value = conflict.version;
    save(row, true);
    fieldsOf(row)[0].focus();
  });
  const theirs = element("button", words.theirs);
  theirs.type = "button";
  theirs.addEventListener("click", () => {
    row.querySelector("[name=expectedVersion]").value = conflict.version;
    for (const field of fieldsOf(row)) {
      const value = conflict.values[field.name] ?? "";
      if (field.type === "checkbox") {
        field.checked = value === field.value;
      } else {
        field.value = value;
      }
    }
    remember(row);
    mark(row);
    clear(row);
    say(row, "");
    fieldsOf(row)[0].focus();
  });
  const buttons = document.createElement("div");
  buttons.className = "actions";
  buttons.append(mine, theirs);
  cell.append(compared, buttons);
}

async function save(row, always) {
  if (saving.get(row) || !(always || isChanged(row))) {
    return;
  }
  saving.set(row, true);
  const fields = fieldsOf(row);
  const sent = fields.map(valueOf);
  let isAnswered = false;
  const form = row.querySelector("form");
  say(row, words.saving);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    if (answer.status === 401) {
      say(row, words.ended, true);
      return;
    }
    if (!answer.ok) {
      say(row, words.failed, true);
      return;
    }
    const outcome = await answer.json();
    isAnswered = true;
    clear(row);
    if (outcome.version) {
      form.elements.expectedVersion.value = outcome.version;
      fields.forEach((field, place) => {
        // An amount as it is recorded, unless somebody typed on.
        if (field.classList.contains("amount") && valueOf(field) === sent[place]) {
          field.value = sent[place] = outcome.values[field.name];
        }
      });
      saved.set(row, sent);
      say(row, words.saved);
      if (outcome.warnings.length > 0) {
        openBeneath(row, "warning-row").textContent = `${words.warning} ${outcome.warnings.join(" · ")}`;
      }
    } else {
      row.classList.add("wrong");
      say(row, outcome.faults.map(([, text]) => text).join(" · "), true);
      for (const [name] of outcome.faults) {
        const field = form.elements[name];
        if (field && field.setAttribute) {
          field.setAttribute("aria-invalid", "true");
        }
      }
      if (outcome.conflict) {
        showConflict(row, outcome.conflict);
      }
    }
  } catch {
    say(row, words.failed, true);
  } finally {
    saving.set(row, false);
    mark(row);
  }
  // What was typed while the answer was on its way is stored nowhere yet.
  const isTypedOn = isChanged(row) && fields.some((field, place) => valueOf(field) !== sent[place]);
  if (isAnswered && isTypedOn && !beneath(row, "conflict-row")) {
    if (row.contains(document.activeElement)) {
      say(row, words.changed);
    } else {
      save(row, false);
    }
  }
}

function go(row, field, step) {
  const next = rows[rows.indexOf(row) + step];
  if (next) {
    const same = [...next.querySelectorAll(`[name="${field.name}"]`)].find((found) => found.offsetParent);
    (same || fieldsOf(next)[0]).focus();
  }
}

for (const row of rows) {
  remember(row);
  row.addEventListener("input", () => {
    mark(row);
    say(row, isChanged(row) ? words.changed : "");
  });
  row.addEventListener("focusout", (event) => {
    const stays = event.relatedTarget && row.contains(event.relatedTarget);
    // A row in conflict waits for its decision.
    if (!stays && !beneath(row, "conflict-row")) {
      save(row, false);
    }
  });
  row.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    save(row, true);
  });
  row.addEventListener("keydown", (event) => {
    const field = event.target.closest("select, input, textarea");
    if (!field || event.isComposing) {
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && !field.matches("select")) {
      event.preventDefault();
      save(row, false);
      go(row, field, 1);
    } else if (event.ctrlKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(row, field, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      fieldsOf(row).forEach((one, place) => {
        const value = saved.get(row)[place];
        if (one.type === "checkbox") {
          one.checked = value === "true";
        } else {
          one.value = value;
        }
      });
      clear(row);
      mark(row);
      say(row, "");
    }
  });
}

window.addEventListener("beforeunload", (event) => {
  if (rows.some(isChanged)) {
    event.preventDefault();
  }
});

// Makes pages quicker; every page works without it.
"use strict";

// What is wrong is read first.
const summary = document.getElementById("error-summary");
if (summary) {
  summary.focus();
}

// A link of the summary leads into its field, not only to its place.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  if (!link) {
    return;
  }
  const place = document.getElementById(link.getAttribute("href").slice(1));
  if (place) {
    event.preventDefault();
    (place.matches("fieldset") ? place.querySelector("input") || place : place).focus();
    place.scrollIntoView({ block: "center" });
  }
});

// One form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
  }
});

// Somebody who typed and leaves is asked first.
const draft = document.querySelector("form[data-draft]");
if (draft) {
  let changed = draft.dataset.draft === "changed";
  draft.addEventListener("input", () => { changed = true; });
  draft.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) {
      event.preventDefault();
    }
  });
}

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
  if (form.dataset.sending) {
    event.preventDefault();
    upload(form);
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    settle(form);
  }
});

/** The form can be sent again; what stands under it is said, or nothing. */
function settle(form, words = "") {
  delete form.dataset.sent;
  const state = form.querySelector(".upload");
  if (state) {
    form.querySelector("button").disabled = false;
    state.querySelector("progress").hidden = true;
    state.querySelector("p").textContent = words;
  }
}

/** Under the button of a form with a file: how far it is. There from the beginning, so that changes are read out. */
function uploadState(form) {
  const [state, bar, words] = ["div", "progress", "p"].map((name) => document.createElement(name));
  state.className = "upload";
  words.setAttribute("role", "status");
  bar.setAttribute("aria-label", form.dataset.sending);
  bar.hidden = true;
  state.append(bar, words);
  form.append(state);
}
document.querySelectorAll("form[data-sending]").forEach(uploadState);

/** Sends a form with a file, showing how far it is, and goes where the browser would have gone. */
function upload(form) {
  const [bar, words] = form.querySelector(".upload").children;
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("accept", "text/html");
  request.responseType = "document";
  request.upload.addEventListener("progress", (event) => {
    bar.max = event.total;
    bar.value = event.loaded;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    words.textContent = form.dataset.checking;
  });
  request.addEventListener("load", () => {
    settle(form);
    if (request.status < 400) {
      location.assign(request.responseURL);
      return;
    }
    // What is wrong with the file is said in place of the form; reloading brings the form back.
    const main = request.response && request.response.querySelector("main");
    if (!main) {
      settle(form, form.dataset.failed);
      return;
    }
    document.querySelector("main").replaceWith(main);
    document.title = request.response.title;
    main.focus();
    scrollTo(0, 0);
  });
  request.addEventListener("error", () => settle(form, form.dataset.failed));
  request.send(new FormData(form));
  form.querySelector("button").disabled = true;
  bar.hidden = false;
  words.textContent = form.dataset.sending;
}

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

/** Entry: the query page. Without it the page works as a form, a table and links. */

import { readAddress, writeAddress } from "./page/address.js";
import { Refused, askPatiently } from "./page/ask.js";
import { placeOfMistake } from "./page/mistake.js";
import { refusal } from "./page/refusal.js";
import { answerOf, seconds, showResult, sizeOf } from "./page/result.js";
import { t, tn } from "./texts.js";

const part = (name) => document.querySelector(`[data-civic-query="${name}"]`);
const form = part("form");
const field = form.querySelector("textarea");
const { endpoint, wordsUrl, outlinesUrl, tilesUrl, tilesAttribution } = form.dataset;
const askButton = form.querySelector("[type=submit]");
const status = part("status");
const question = part("question");
const heading = part("heading");
const pageTitle = heading.dataset.title;
const siteTitle = document.title.slice(Math.max(0, document.title.indexOf(pageTitle)));
const examples = new Map(
  [...document.querySelectorAll("a[data-civic-example]")].map((link) => [readAddress(link.href).query.trim(), link.textContent.trim()]),
);
const small = matchMedia("(max-width: 767px)");
const words = fetch(wordsUrl, { credentials: "same-origin" })
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
  .catch(() => ({ prefixes: {}, classes: [], properties: [] }));
const settings = {
  endpoint,
  prefixes: words.then(({ prefixes }) => prefixes),
  map: { label: t("Answer"), outlinesUrl, tilesUrl, tilesAttribution },
};

let editor = plainField();
let running = null;
let shown = { query: "", view: "" };

function plainField() {
  return {
    get: () => field.value,
    set: (text) => {
      field.value = text;
    },
    focus: (line, column) => {
      field.focus();
      if (!line) return;
      const before = field.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      field.setSelectionRange(before + (column ?? 1) - 1, before + (column ?? 1) - 1);
    },
    mark: () => {},
    refresh: () => {},
    remove: () => {},
  };
}

async function useEditor() {
  const { createEditor } = await import("./page/editor.js");
  editor = createEditor(field, words, {
    onAsk: () => run(),
    onLeave: () => askButton.focus(),
    onChange: () => editor.mark(null),
    describedBy: "civic-rdf-editor-help",
  });
  part("help").hidden = false;
}

function usePlainField() {
  editor.remove();
  editor = plainField();
  part("help").hidden = true;
}

/** Ask what stands in the editor, show the answer, and keep both in the address. */
async function run({ view = "", isNew = true, afterS = 0 } = {}) {
  const query = editor.get();
  if (!query.trim()) {
    status.textContent = t("Write a question first, or choose an example.");
    goTo(null);
    return;
  }
  running?.abort();
  const own = (running = new AbortController());
  const started = performance.now();
  const stop = startWaiting(started);
  try {
    const answer = answerOf(
      await askPatiently(endpoint, query, own.signal, {
        afterS,
        onWait: (wait) => {
          status.textContent = tn("The portal is busy. It is asked again in {count} second.", "The portal is busy. It is asked again in {count} seconds.", { count: wait });
        },
        onAsk: () => {
          status.textContent = t("Asking …");
        },
      }),
    );
    if (running !== own) return;
    clearError();
    present(answer, { query, view: view || shown.view }, isNew);
    const took = t("{seconds} seconds.", { seconds: seconds(performance.now() - started) });
    status.textContent = `${sizeOf(answer)} ${took}`;
    lookAt(document.getElementById("civic-rdf-answer"));
  } catch (error) {
    if (running === own || error.name === "AbortError") fail(error, query);
  } finally {
    if (running === own) running = null;
    stop();
  }
}

function present(answer, { query, view }, isNew) {
  const now = showResult(part("answer"), answer, {
    ...settings,
    query,
    view,
    onView: (chosen) => keep({ query, view: chosen }, false),
  });
  keep({ query, view: now }, isNew);
  // on a small screen, the answer to a question in words comes before the query
  if (small.matches && examples.has(query.trim())) question.open = false;
}

/** Lead to the question, and in it to a place when that is known. */
function goTo(place) {
  question.open = true;
  editor.refresh();
  editor.focus(place?.line, place?.column);
}

/** Name the page by the question when it is one of the examples: tabs and history tell it apart. */
function nameThePage(query, isError) {
  const named = examples.get(query.replaceAll("\r\n", "\n").trim());
  heading.textContent = named ?? pageTitle;
  document.title = `${isError ? `${t("Error")}: ` : ""}${named ? `${named} - ` : ""}${siteTitle}`;
}

/** Move the focus to a heading, and the page when less than half a screen would be below it. */
function lookAt(heading) {
  heading.focus({ preventScroll: true });
  const { top } = heading.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight / 2) heading.scrollIntoView({ block: "start" });
}

function keep(state, isNew, isError = false) {
  shown = state;
  const address = writeAddress(location.href, state);
  if (isNew && address !== location.href) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  nameThePage(state.query, isError);
}

/** Show that the answer is on its way; returns what ends that. */
function startWaiting(started) {
  const cancel = part("cancel");
  const clock = part("clock");
  const isFocused = document.activeElement === askButton;
  form.setAttribute("aria-busy", "true");
  part("answer").classList.add("civic-answer-old");
  status.textContent = t("Asking …");
  cancel.hidden = false;
  clock.hidden = false;
  askButton.disabled = true;
  if (isFocused) cancel.focus();
  const tick = () => {
    clock.textContent = t("{seconds} seconds.", { seconds: seconds(performance.now() - started) });
  };
  tick();
  const timer = setInterval(tick, 200);
  return () => {
    clearInterval(timer);
    if (running) return;
    const wasOnCancel = document.activeElement === cancel;
    form.removeAttribute("aria-busy");
    part("answer").classList.remove("civic-answer-old");
    cancel.hidden = true;
    clock.hidden = true;
    askButton.disabled = false;
    if (wasOnCancel) askButton.focus();
  };
}

function fail(error, query) {
  if (error.name === "AbortError") {
    status.textContent = t("Cancelled.");
    return;
  }
  const message = error instanceof Refused ? error.message : t("The portal did not answer. Check your connection and ask again.");
  const { box, place, parts } = refusal(message, query, goTo);
  part("error").replaceChildren(...parts);
  part("answer").replaceChildren();
  question.open = true;
  editor.mark(place?.line ?? null);
  keep({ query, view: shown.view }, false, true);
  status.textContent = "";
  box.focus();
}

/** Lead from an error that the server found to the question, also once the editor is there. */
async function takeGivenError(box, view) {
  const place = placeOfMistake(box.parentElement.textContent, field.value);
  box.querySelector("a.alert-link").addEventListener("click", (event) => {
    event.preventDefault();
    goTo(place);
  });
  box.focus();
  await useEditor();
  editor.mark(place?.line ?? null);
  const afterS = Number(box.dataset.retryAfter);
  if (afterS > 0) run({ view, isNew: false, afterS });
}

function clearError() {
  part("error").replaceChildren();
  editor.mark(null);
}

function start() {
  const address = readAddress(location.href);
  shown = address;
  form.noValidate = true;
  question.addEventListener("toggle", () => editor.refresh());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  part("cancel").addEventListener("click", () => running?.abort());
  part("plain").addEventListener("change", (event) => (event.target.checked ? usePlainField() : useEditor()));
  part("tools").hidden = false;
  for (const link of document.querySelectorAll("a[data-civic-example]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      const { query, view } = readAddress(link.href);
      editor.set(query);
      shown.view = "";
      run({ view });
    });
  }
  window.addEventListener("popstate", () => {
    const { query, view } = readAddress(location.href);
    if (query === shown.query && view === shown.view) return;
    editor.set(query);
    shown.view = view;
    if (query) run({ view, isNew: false });
    else {
      part("answer").replaceChildren();
      nameThePage("", false);
    }
  });
  const error = document.getElementById("civic-rdf-error");
  if (error) {
    takeGivenError(error, address.view);
    return;
  }
  const given = part("given");
  if (given) present(answerOf({ json: JSON.parse(given.textContent) }), address, false);
  else if (address.query && !field.value.trim()) {
    field.value = address.query;
    run({ view: address.view, isNew: false });
  } else if (part("cut")) run({ view: address.view, isNew: false });
  useEditor();
}

start();

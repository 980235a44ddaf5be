/** The part of the page that shows an answer: its views, its files, its address. */

import { element } from "../dom.js";
import { readable, t, tn } from "../texts.js";
import { tableOf } from "./answer.js";
import { fileAddress } from "./address.js";
import { positionsOf } from "./positions.js";
import { showRaw } from "./raw-view.js";
import { choices } from "./series.js";
import { showTable } from "./table-view.js";

const HEADING = "civic-rdf-answer";
const FORMATS = { table: ["csv", "json", "xml", "tsv"], truth: ["json", "xml"], graph: ["ttl", "nt", "rdf", "jsonld"] };

/**
 * Show an answer in `room` and return how to change its view.
 *
 * `settings` has `query`, `endpoint`, `view`, `prefixes` (a promise), `map` (of the map), and
 * `onView(view)`, called when the reader chooses another view.
 */
export function showResult(room, answer, settings) {
  const views = viewsOf(answer, settings);
  const wanted = views.some(({ id }) => id === settings.view) ? settings.view : views[0].id;
  const stage = element("div", { class: "civic-answer-stage" });
  const buttons = views.map(({ id, title }) => element("button", { type: "button", class: "btn btn-outline-secondary", "data-view": id }, title));
  const bar = element("div", { class: "btn-group flex-wrap", role: "group", "aria-label": t("Show the answer as") }, ...buttons);
  let leave = null;
  let turn = 0;
  const show = async (id) => {
    const mine = (turn += 1);
    leave?.();
    leave = null;
    stage.replaceChildren();
    buttons.forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.view === id)));
    const gone = await views.find((view) => view.id === id).show(stage, () => mine === turn);
    if (mine === turn) leave = gone ?? null;
    else gone?.();
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      show(button.dataset.view);
      settings.onView(button.dataset.view);
    });
  }
  room.replaceChildren(
    element("h2", { id: HEADING, tabindex: "-1", class: "mt-4" }, t("Answer")),
    element("p", { class: "mb-2" }, sizeOf(answer)),
    element("div", { class: "civic-answer-bar" }, bar, files(answer, settings), shareButton(settings)),
    stage,
  );
  show(wanted);
  return wanted;
}

/** Return an answer as `{kind, table, text}` or `{kind, turtle}`, from what `ask` gave. */
export function answerOf(given) {
  return given.json ? { kind: "boolean" in given.json ? "truth" : "table", table: tableOf(given.json), text: JSON.stringify(given.json, null, 2) } : { kind: "graph", turtle: given.turtle };
}

/** Return how big an answer is, in words. */
export function sizeOf(answer) {
  if (!answer.table) return tn("{count} line of data.", "{count} lines of data.", { count: answer.turtle.split("\n").filter(Boolean).length });
  if (!answer.table.rows.length) return t("Nothing matches the question.");
  return tn("{count} row.", "{count} rows.", { count: answer.table.rows.length });
}

function viewsOf(answer, settings) {
  if (!answer.table) return [{ id: "raw", title: t("Raw answer"), show: (stage) => showRaw(stage, answer.turtle, HEADING) }];
  const { table } = answer;
  const views = [
    {
      id: "table",
      title: t("Table"),
      show: async (stage, isWanted) => {
        const prefixes = await settings.prefixes;
        if (isWanted()) showTable(stage, table, { prefixes, labelledBy: HEADING });
      },
    },
  ];
  const positions = positionsOf(table);
  if (positions && positions.places.length + positions.shapes.length) {
    views.push({
      id: "map",
      title: t("Map"),
      show: async (stage, isWanted) => {
        const { showMap } = await import("./map-view.js");
        return isWanted() ? showMap(stage, positions, settings.map) : null;
      },
    });
  }
  if (choices(table)) {
    views.push({
      id: "chart",
      title: t("Chart"),
      show: async (stage, isWanted) => {
        const { showChart } = await import("./chart-view.js");
        return isWanted() ? showChart(stage, table) : null;
      },
    });
  }
  views.push({ id: "raw", title: t("Raw answer"), show: (stage) => showRaw(stage, answer.text, HEADING) });
  return views;
}

function files(answer, { endpoint, query }) {
  const names = FORMATS[answer.kind];
  const links = names.map((name) => fileLink(endpoint, query, name)).flatMap((link) => [" ", link]);
  return element("span", { class: "civic-answer-files" }, t("Download:"), ...links);
}

function fileLink(endpoint, query, format) {
  const href = fileAddress(endpoint, query, format);
  const text = format.toUpperCase();
  if (href) return element("a", { href, download: `answer.${format}` }, text);
  // too long for an address: sent as a form
  const input = (name, value) => element("input", { type: "hidden", name, value });
  return element(
    "form",
    { method: "post", action: endpoint, class: "d-inline" },
    input("query", query),
    input("format", format),
    element("button", { class: "btn btn-link p-0 align-baseline" }, text),
  );
}

function shareButton() {
  const button = element("button", { type: "button", class: "btn btn-sm btn-outline-secondary" }, t("Copy a link to this"));
  const said = element("span", { class: "small ms-2", role: "status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = t("Copied.");
    } catch {
      const field = element("input", { class: "form-control form-control-sm mt-1", readonly: true, value: location.href, "aria-label": t("Link to this") });
      said.replaceChildren(field);
      field.select();
    }
  });
  return element("span", { class: "civic-answer-share" }, button, said);
}

/** Return seconds as a reader says them. */
export function seconds(milliseconds) {
  return readable(milliseconds / 1000, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** An answer as a table: sorted by its headings, in pages, with links. */

import { element, isWebAddress } from "../dom.js";
import { pounds, readable, t } from "../texts.js";
import { kindsOf, linkText, numberOf, sorted } from "./answer.js";
import { isMoney } from "./series.js";

export const PAGE_ROWS = 50;

/** Show a table in an empty element. `prefixes` shorten addresses. */
export function showTable(room, table, { prefixes, labelledBy }) {
  const kinds = kindsOf(table);
  const state = { table, page: 0, column: -1, isDescending: false };
  const body = element("tbody");
  const headings = table.columns.map((name, index) => heading(name, kinds[index], () => sortBy(index)));
  const whole = element(
    "table",
    { class: "table table-striped table-sm civic-answer-table", "aria-labelledby": labelledBy },
    element("thead", {}, element("tr", {}, ...headings)),
    body,
  );
  const scroll = element("div", { class: "table-responsive", tabindex: "0", role: "region", "aria-labelledby": labelledBy }, whole);
  const pager = element("nav", { class: "civic-pager", "aria-label": t("Pages of the table") });
  room.append(scroll, pager);

  const draw = () => {
    const from = state.page * PAGE_ROWS;
    const rows = state.table.rows.slice(from, from + PAGE_ROWS);
    body.replaceChildren(...rows.map((row) => element("tr", {}, ...row.map((term, index) => cell(term, { kind: kinds[index], inPounds: isMoney(table.columns[index]), prefixes })))));
    fillPager(pager, state.page, state.table.rows.length, (page) => {
      state.page = page;
      draw();
      scroll.focus({ preventScroll: true });
      scroll.scrollIntoView({ block: "nearest" });
    });
  };
  const sortBy = (index) => {
    state.isDescending = state.column === index ? !state.isDescending : kinds[index] === "number";
    state.column = index;
    state.page = 0;
    state.table = sorted(table, index, state.isDescending, document.documentElement.lang || "en");
    headings.forEach((each, i) => {
      if (i === index) each.setAttribute("aria-sort", state.isDescending ? "descending" : "ascending");
      else each.removeAttribute("aria-sort");
    });
    draw();
  };
  draw();
}

function heading(name, kind, onclick) {
  const button = element("button", { type: "button", class: "civic-sort", onclick }, name.replaceAll("_", " "));
  return element("th", { scope: "col", class: kind === "number" ? "text-end" : null }, button);
}

function cell(term, { kind, inPounds, prefixes }) {
  if (!term) return element("td");
  const number = numberOf(term);
  if (Number.isFinite(number)) {
    return element("td", { class: kind === "number" ? "text-end civic-number" : null }, inPounds ? pounds(number) : readable(number, { maximumFractionDigits: 12 }));
  }
  if (term.type === "uri") {
    const text = linkText(term.value, prefixes);
    const link = isWebAddress(term.value) ? element("a", { href: term.value, title: term.value, rel: "nofollow" }, text) : text;
    return element("td", { class: "civic-address" }, link);
  }
  const language = term["xml:lang"];
  return element("td", { lang: language ?? null, dir: "auto" }, term.value);
}

function fillPager(pager, page, count, go) {
  const pages = Math.ceil(count / PAGE_ROWS);
  pager.hidden = pages < 2;
  const step = (text, target) =>
    element(
      "button",
      { type: "button", class: "btn btn-sm btn-outline-secondary", disabled: target < 0 || target >= pages, onclick: () => go(target) },
      text,
    );
  const [from, to] = [page * PAGE_ROWS + 1, Math.min(count, (page + 1) * PAGE_ROWS)];
  const where = t("Rows {from} to {to} of {count}", { from: readable(from), to: readable(to), count: readable(count) });
  pager.replaceChildren(
    step(t("First"), page ? 0 : -1),
    step(t("Previous"), page - 1),
    element("span", { class: "mx-2", role: "status" }, where),
    step(t("Next"), page + 1),
    step(t("Last"), page < pages - 1 ? pages - 1 : -1),
  );
}

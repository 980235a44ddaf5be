/** What the page says of a question that could not be answered. */

import { element } from "../dom.js";
import { t } from "../texts.js";
import { faultOf, placeOfMistake, wordsOfStore } from "./mistake.js";

/**
 * Return `{box, place, parts}`: `parts` stand where errors stand, `box` of them gets the focus, and
 * `place` is the line of the mistake or null. `goTo(place)` leads to the question.
 */
export function refusal(message, query, goTo) {
  const words = wordsOfStore(message);
  const place = placeOfMistake(message, query);
  const where = place && element("p", {}, t("Look at line {line}:", { line: place.line }), " ", element("code", {}, place.text.trim()));
  const change = element("button", { type: "button", class: "btn btn-link alert-link p-0" }, place ? t("Go to line {line}", { line: place.line }) : t("Change the question"));
  change.addEventListener("click", () => goTo(place));
  const box = element(
    "div",
    { class: "alert alert-danger", role: "alert", id: "civic-rdf-error", tabindex: "-1" },
    element("h2", { class: "h4" }, t("The question could not be answered")),
    element("p", { class: "text-break civic-error-text" }, words === null ? message : sentence(faultOf(message, query), place)),
    where,
    change,
  );
  // beside the alert, so that it is not read out with it
  const said = words && element(
    "details",
    { class: "civic-store-words mb-3" },
    element("summary", {}, t("What the store said")),
    element("p", { class: "text-break small mb-0" }, words),
  );
  return { box, place, parts: said ? [box, said] : [box] };
}

function sentence(fault, place) {
  const at = { line: place?.line };
  if (fault === "prefix") return t("Line {line} uses a short name that no PREFIX line explains.", at);
  if (fault === "open") return t("A closing bracket “}” is missing.");
  if (fault === "closed") return t("There is a closing bracket “}” too many.");
  if (fault === "end") return t("Something is missing at the end of line {line}, or just before it.", at);
  if (fault === "line") return t("Something is missing or misspelt in line {line}.", at);
  return t("The question cannot be run as it is written.");
}

/** An answer as the end point sent it. */

import { element } from "../dom.js";
import { t } from "../texts.js";

const LONGEST = 200_000;

/** Show text in an empty element, the beginning of it when it is very long. */
export function showRaw(room, text, labelledBy) {
  if (text.length > LONGEST) {
    room.append(element("p", { class: "small" }, t("Only the beginning is shown; the files have all.")));
  }
  room.append(
    element("pre", { class: "civic-raw", tabindex: "0", role: "region", "aria-labelledby": labelledBy }, element("code", {}, text.slice(0, LONGEST))),
  );
}

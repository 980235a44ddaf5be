/** Entry: make every `[data-civic-map]` of the page a map. The contract: map/civic-map.js. */

import { enhance } from "./map/civic-map.js";

for (const holder of document.querySelectorAll("[data-civic-map]")) enhance(holder);

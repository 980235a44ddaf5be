/** Colours of groups: a name has the same colour in every answer, in charts as on maps. */

// our choice: each has at least 4.5:1 on white (WCAG 2.2, 1.4.11 asks for 3:1)
const COLOURS = ["#00518f", "#b3261e", "#1b7837", "#8a4a9e", "#8a5a00", "#00707d", "#8f3b5e"];
export const OTHERS = "#5c6670";
export const [PLAIN] = COLOURS;
export const MOST_COLOURS = COLOURS.length;

/**
 * Return the colours of names as a Map: by the name itself, and for two that fall on the same one
 * the next that is free. Names beyond MOST_COLOURS share one colour.
 */
export function coloursOf(names) {
  const kept = names.slice(0, MOST_COLOURS);
  const free = new Set(COLOURS.keys());
  const colours = new Map(names.map((name) => [name, OTHERS]));
  for (const name of [...kept].sort()) {
    let index = hash(name) % COLOURS.length;
    while (!free.has(index)) index = (index + 1) % COLOURS.length;
    free.delete(index);
    colours.set(name, COLOURS[index]);
  }
  return colours;
}

/** FNV-1a, 32 bits. */
function hash(text) {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return sum;
}

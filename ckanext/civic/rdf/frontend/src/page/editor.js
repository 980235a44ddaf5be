/**
 * The editor: Zazuko's YASQE in place of the text field.
 *
 * It asks nobody but this portal: prefixes, classes and properties that it offers come from
 * `words.json`, its own request, sharing and storage are off. Tab leaves it, as Escape does.
 */

import Yasqe from "@zazuko/yasqe";

import { t } from "../texts.js";

/**
 * Put an editor in place of `field`; returns `{get, set, focus, mark, refresh, remove}`.
 *
 * `words` is a promise of `{prefixes, classes, properties}`; `onAsk` is called for Ctrl+Enter,
 * `onLeave` for Escape, `onChange` for each change of the text.
 */
export function createEditor(field, words, { onAsk, onLeave, onChange, describedBy }) {
  registerWords(words);
  const holder = document.createElement("div");
  holder.className = "civic-query-editor";
  field.before(holder);
  field.hidden = true;
  const editor = new Yasqe(holder, {
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
    prefixCcApi: null,
    autocompleters: ["variables", "civicPrefixes", "civicClasses", "civicProperties"],
    screenReaderLabel: t("Question (SPARQL)"),
    extraKeys: {
      Tab: false,
      "Shift-Tab": false,
      "Ctrl-S": false,
      "Ctrl-Enter": onAsk,
      "Cmd-Enter": onAsk,
      Esc: onLeave,
    },
  });
  addEachPrefixOnce(editor);
  const input = editor.getInputField();
  input.id = `${field.id}-editor`;
  input.setAttribute("aria-describedby", describedBy);
  const label = document.querySelector(`label[for="${field.id}"]`);
  if (label) label.htmlFor = input.id;
  editor.on("change", () => {
    field.value = editor.getValue();
    onChange();
  });
  let marked = null;
  const mark = (line) => {
    if (marked) editor.removeLineClass(marked, "background", "civic-query-mistake");
    marked = line ? editor.addLineClass(line - 1, "background", "civic-query-mistake") : null;
  };
  return {
    get: () => editor.getValue(),
    set: (text) => editor.setValue(text),
    focus: (line, column) => {
      editor.focus();
      if (line) editor.setCursor({ line: line - 1, ch: (column ?? 1) - 1 });
    },
    mark,
    refresh: () => editor.refresh(),
    remove: () => {
      field.value = editor.getValue();
      editor.destroy();
      holder.remove();
      field.hidden = false;
      if (label) label.htmlFor = field.id;
    },
  };
}

/** YASQE adds a prefix again while its own change is still being read. */
function addEachPrefixOnce(editor) {
  const add = editor.addPrefixes.bind(editor);
  editor.addPrefixes = (given) => {
    const name = typeof given === "string" ? given.split(":")[0] : null;
    const declared = [...editor.getValue().matchAll(/^\s*PREFIX\s+([^\s:]*):/gim)].map(([, prefix]) => prefix);
    if (name === null || !declared.includes(name)) add(given);
  };
}

let isRegistered = false;

/** Offer our own words in place of those that YASQE would fetch from elsewhere. */
function registerWords(words) {
  if (isRegistered) return;
  isRegistered = true;
  const offer = (from, name, list) =>
    Yasqe.forkAutocompleter(from, {
      name,
      bulk: true,
      persistenceId: null,
      get: () => words.then(list),
    });
  offer("prefixes", "civicPrefixes", ({ prefixes }) => Object.entries(prefixes).map(([name, address]) => `${name}: <${address}>`));
  offer("class", "civicClasses", ({ classes }) => classes);
  offer("property", "civicProperties", ({ properties }) => properties);
}

/** Asking the portal's end point, and only it. */

import { LONGEST } from "./address.js";

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
const LONGEST_ERROR = 2000;

const MOST_RETRIES = 2;
const LONGEST_WAIT_S = 30;

/** What the end point said no to: its words, the HTTP status, and in how many seconds it may be asked again. */
export class Refused extends Error {
  constructor(message, status, retryAfterS = NaN) {
    super(message);
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

/**
 * Ask a question; returns `{json}` for SELECT and ASK, `{turtle}` for CONSTRUCT and DESCRIBE.
 *
 * Raises Refused, or the signal's AbortError.
 */
export async function ask(endpoint, query, signal) {
  const body = new URLSearchParams({ query });
  const isShort = endpoint.length + body.toString().length < LONGEST;
  const headers = { Accept: ACCEPT };
  const options = { headers, signal, credentials: "same-origin" };
  const answer = isShort
    ? await fetch(`${endpoint}?${body}`, options)
    : await fetch(endpoint, { ...options, method: "POST", body });
  const text = await answer.text();
  if (!answer.ok) throw new Refused(text.trim().slice(0, LONGEST_ERROR), answer.status, Number(answer.headers.get("Retry-After") ?? NaN));
  const type = answer.headers.get("Content-Type") ?? "";
  return type.includes("json") ? { json: JSON.parse(text), text } : { turtle: text };
}

/**
 * Ask, and when the portal is busy and says for how long, ask again; at most twice.
 *
 * `onWait(seconds)` is called before each wait, `onAsk()` after it. `afterS` is a wait before the
 * first question. Raises what `ask` does.
 */
export async function askPatiently(endpoint, query, signal, { onWait, onAsk, afterS = 0 }) {
  let waitS = afterS;
  for (let retries = afterS ? 1 : 0; ; retries += 1) {
    if (waitS) {
      onWait(waitS);
      await pause(waitS, signal);
      onAsk();
    }
    try {
      return await ask(endpoint, query, signal);
    } catch (error) {
      if (retries >= MOST_RETRIES || !mayAskAgain(error)) throw error;
      waitS = error.retryAfterS;
    }
  }
}

function mayAskAgain(error) {
  return error instanceof Refused && error.status === 503 && error.retryAfterS > 0 && error.retryAfterS <= LONGEST_WAIT_S;
}

function pause(waitS, signal) {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(new DOMException("cancelled", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", cancel);
      resolve();
    }, waitS * 1000);
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel, { once: true });
  });
}

/** Asking the portal's end point, and only it. */

import { LONGEST } from "./address.js";

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
const LONGEST_ERROR = 2000;

/** What the end point said no to: its words, and the HTTP status (0 when it was not reached). */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
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
  if (!answer.ok) throw new Refused(text.trim().slice(0, LONGEST_ERROR), answer.status);
  const type = answer.headers.get("Content-Type") ?? "";
  return type.includes("json") ? { json: JSON.parse(text), text } : { turtle: text };
}

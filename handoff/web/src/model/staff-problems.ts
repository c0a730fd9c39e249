/** What went wrong, in words for staff: what happened and what to do next. */
import { HttpProblem } from "../wire/problem.ts";

const WORDS: Readonly<Record<string, string>> = {
  invalid_credentials: "That e-mail address and password do not go together.",
  rate_limited: "Too many tries in a short time. Wait a minute, then try again.",
  unreachable: "The server does not answer. Check your connection and try again.",
  not_authenticated: "Your session has ended. Sign in again; nothing you typed is lost.",
  not_allowed: "Your account has no right to do this.",
  override_not_allowed:
    "Only an admin, or an editor with the right to override, may go over the golden questions. Ask one of them to publish it.",
  golden_questions_not_asked:
    "The golden questions could not be tried just now, so nothing was changed. Try again in a moment.",
  index_not_refreshed:
    "It is saved, and the bot learns it as soon as its search is ready again. Nothing needs to be done.",
  storage_unavailable: "The server could not store this just now. Try again in a moment.",
  internal_error:
    "Something went wrong on the server. Try again; if it stays so, tell your operator.",
};

const NOT_HERE =
  "This is not to be found on the server. It may be older than this page: ask your operator to update it.";
const FALLBACK = "Something went wrong. Please try again.";

export function problemWords(problem: unknown): string {
  // Known by its name: importing the class would bring the socket library into pages without a socket.
  if (problem instanceof Error && problem.name === "NoAnswer") {
    return "The server did not confirm this. Check your connection and try again.";
  }
  if (!(problem instanceof HttpProblem)) return FALLBACK;
  if (problem.code === "http_error" && problem.status === 404) return NOT_HERE;
  return WORDS[problem.code] ?? (problem.detail || FALLBACK);
}

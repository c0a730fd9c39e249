/** What went wrong, in words for staff: what happened and what to do next. */
import { HttpProblem } from "../wire/problem.ts";

const WORDS: Readonly<Record<string, string>> = {
  invalid_credentials: "That e-mail address and password do not go together.",
  rate_limited: "Too many tries in a short time. Wait a minute, then try again.",
  unreachable: "The server does not answer. Check your connection and try again.",
  not_authenticated: "Your session has ended. Sign in again; nothing you typed is lost.",
  not_allowed: "Your account has no right to do this.",
};

const FALLBACK = "Something went wrong. Please try again.";

export function problemWords(problem: unknown): string {
  // Known by its name: importing the class would bring the socket library into pages without a socket.
  if (problem instanceof Error && problem.name === "NoAnswer") {
    return "The server did not confirm this. Check your connection and try again.";
  }
  if (!(problem instanceof HttpProblem)) return FALLBACK;
  return WORDS[problem.code] ?? (problem.detail || FALLBACK);
}

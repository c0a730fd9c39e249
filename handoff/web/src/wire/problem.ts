/** A refused HTTP call: RFC 9457 problem details with a stable `code`. */

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Whatever else the server said about it: faults by field, a diff, who may go on. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Thrown by `http.ts`; `status` 0 means that no answer came at all. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "HttpProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.more = problem.more ?? {};
  }
}

interface Body {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
}

function text(value: unknown, fallback: string): string {
  return typeof value === "string" && value !== "" ? value : fallback;
}

export function parseProblem(status: number, body: unknown): HttpProblem {
  const fields: Body = typeof body === "object" && body !== null ? body : {};
  return new HttpProblem({
    status,
    code: text(fields.code, status === 401 ? "not_authenticated" : "http_error"),
    title: text(fields.title, `HTTP ${status}`),
    detail: text(fields.detail, ""),
    more: { ...fields },
  });
}

export function unreachable(cause: unknown): HttpProblem {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new HttpProblem({ status: 0, code: "unreachable", title: "No connection", detail });
}

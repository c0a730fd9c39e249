/** JSON over HTTP. Failures are always `HttpProblem`; a call never hangs longer than its timeout. */
import { parseProblem, unreachable } from "./problem.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Call {
  readonly body?: unknown;
  /** Sent as it is, instead of a JSON body. */
  readonly file?: Blob;
  /** Sent as `Authorization: Bearer`; without it the browser's cookie speaks. */
  readonly token?: string;
  /** Needed for state-changing staff calls by cookie. */
  readonly csrf?: string;
  readonly ifMatch?: string;
  readonly timeoutMs?: number;
}

export interface Answer<T> {
  readonly data: T;
  readonly etag: string | null;
}

const TIMEOUT_MS = 15_000;

function headersOf(call: Call): Headers {
  const headers = new Headers({ Accept: "application/json" });
  if (call.body !== undefined) headers.set("Content-Type", "application/json");
  if (call.file) headers.set("Content-Type", "application/octet-stream");
  if (call.token) headers.set("Authorization", `Bearer ${call.token}`);
  if (call.csrf) headers.set("X-CSRF-Token", call.csrf);
  if (call.ifMatch) headers.set("If-Match", call.ifMatch);
  return headers;
}

function contentOf({ body, file }: Call): RequestInit {
  if (file) return { body: file };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

async function bodyOf(response: Response): Promise<unknown> {
  const raw = await response.text();
  if (raw === "") return null;
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

/** Like `request`, with the answer's ETag (for `If-Match` on the next write). */
export async function exchange<T>(
  method: Method,
  path: string,
  call: Call = {},
): Promise<Answer<T>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, {
      method,
      headers: headersOf(call),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(call.timeoutMs ?? TIMEOUT_MS),
      ...contentOf(call),
    });
    body = await bodyOf(response);
  } catch (cause) {
    throw unreachable(cause);
  }
  if (!response.ok) throw parseProblem(response.status, body);
  return { data: body as T, etag: response.headers.get("ETag") };
}

export async function request<T>(method: Method, path: string, call: Call = {}): Promise<T> {
  return (await exchange<T>(method, path, call)).data;
}

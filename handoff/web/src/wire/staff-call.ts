/** Calls of signed-in staff: reads by the cookie, changes with the token against forgery. */
import { type Call, type Method, request } from "./http.ts";

/** A bot turn, a rebuilt index or golden questions tried on a shadow of it may take their time. */
const SLOW_MS = 120_000;

export type Change = <T>(method: Method, path: string, call?: Call) => Promise<T>;

/** `csrf` is asked at each change, because the session may have been renewed. */
export function changes(csrf: () => string): Change {
  return (method, path, call = {}) =>
    request(method, path, { ...call, csrf: csrf(), timeoutMs: SLOW_MS });
}

/** A path with its query; what is empty is left out. */
export function query(
  path: string,
  values: Readonly<Record<string, string | number | boolean | null>>,
): string {
  const wanted = Object.entries(values).filter(([, value]) => value !== "" && value !== null);
  const text = new URLSearchParams(wanted.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Files over HTTP: brought as they are, with progress; fetched whole, because a page shows them itself. */
import type { FileRef } from "./events.ts";
import { type HttpProblem, parseProblem, unreachable } from "./problem.ts";

export interface Upload {
  readonly file: Blob;
  readonly name: string;
  /** The same again gives the same file. */
  readonly clientId: string;
  /** How much of it has gone out, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface Proof {
  readonly token?: string;
  readonly csrf?: string;
}

const TIMEOUT_MS = 600_000;

function placeOf(conversationId: string): string {
  return `/api/v1/conversations/${encodeURIComponent(conversationId)}/attachments`;
}

/** Fails with `HttpProblem` also when it was given up. `fetch` cannot tell how far it has come. */
export function uploadFile(conversationId: string, upload: Upload, proof: Proof): Promise<FileRef> {
  const query = new URLSearchParams({ client_id: upload.clientId, name: upload.name });
  return new Promise((resolve, reject: (problem: HttpProblem) => void) => {
    const call = new XMLHttpRequest();
    call.open("POST", `${placeOf(conversationId)}?${query}`);
    call.timeout = TIMEOUT_MS;
    call.setRequestHeader("Content-Type", "application/octet-stream");
    if (proof.token) call.setRequestHeader("Authorization", `Bearer ${proof.token}`);
    if (proof.csrf) call.setRequestHeader("X-CSRF-Token", proof.csrf);
    call.upload.onprogress = ({ loaded, total }) => upload.onProgress(total ? loaded / total : 0);
    call.onload = () => {
      const body = parsed(call.responseText);
      if (call.status >= 200 && call.status < 300 && body) resolve(body as FileRef);
      else reject(parseProblem(call.status, body));
    };
    for (const end of ["error", "timeout", "abort"] as const) {
      call.addEventListener(end, () => reject(unreachable(end)));
    }
    upload.signal.addEventListener("abort", () => call.abort());
    call.send(upload.file);
  });
}

export async function fetchFile(
  conversationId: string,
  id: string,
  proof: Proof = {},
): Promise<Blob> {
  const headers = new Headers(proof.token ? { Authorization: `Bearer ${proof.token}` } : {});
  let response: Response;
  try {
    response = await fetch(`${placeOf(conversationId)}/${encodeURIComponent(id)}`, {
      headers,
      credentials: "same-origin",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return await response.blob();
  } catch (cause) {
    throw unreachable(cause);
  }
  throw parseProblem(response.status, parsed(await response.text()));
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

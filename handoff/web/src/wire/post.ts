/** Posting a message over HTTP when there is no socket: the same answer, under the same `client_id`. */
import { type Call, request } from "./http.ts";
import type { Ack, PostAck } from "./payloads.ts";
import { HttpProblem } from "./problem.ts";

export interface Words {
  readonly client_id: string;
  readonly text: string;
  readonly fence?: number;
  readonly attachments?: readonly string[];
}

/** Rejects when no answer came; a refusal is an answer. */
export async function postMessage(
  conversationId: string,
  words: Words,
  call: Pick<Call, "token" | "csrf">,
): Promise<Ack<PostAck>> {
  const path = `/api/v1/conversations/${encodeURIComponent(conversationId)}/messages`;
  try {
    return { ok: true, ...(await request<PostAck>("POST", path, { ...call, body: words })) };
  } catch (problem) {
    if (!(problem instanceof HttpProblem) || problem.status === 0) throw problem;
    return { ok: false, error: { code: problem.code, message: problem.message } };
  }
}

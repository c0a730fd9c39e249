/** Conversations of signed-in agents over HTTP, for when no socket can be had. */
import { fetchFile, type Upload, uploadFile } from "./files.ts";
import { request } from "./http.ts";
import type { Ack, OpenAck, PostAck, QueueListAck, Summary, SyncAck } from "./payloads.ts";
import { postMessage, type Words } from "./post.ts";

const BASE = "/api/v1/conversations";

export interface StaffPost {
  open(conversationId: string, after: number): Promise<OpenAck>;
  list(me: string): Promise<QueueListAck>;
  post(conversationId: string, words: Words): Promise<Ack<PostAck>>;
}

/** `csrf` is asked at each sending, because the session may have been renewed. */
export function staffPost(csrf: () => string): StaffPost {
  return {
    async open(conversationId, after) {
      const path = `${BASE}/${encodeURIComponent(conversationId)}`;
      const conversation = await request<Summary>("GET", path);
      const page = await request<SyncAck>("GET", `${path}/events?after=${after}`);
      return { ...page, conversation };
    },
    async list(me) {
      const { conversations: all } = await request<{ conversations: Summary[] }>("GET", BASE);
      const waiting = all.filter(({ status }) => status === "queued");
      return { waiting, own: all.filter(({ agent }) => agent?.id === me), all };
    },
    post: (conversationId, words) => postMessage(conversationId, words, { csrf: csrf() }),
  };
}

/** Files of conversations, by the browser's cookie. */
export function staffFiles(csrf: () => string) {
  return {
    upload: (conversationId: string, upload: Upload) =>
      uploadFile(conversationId, upload, { csrf: csrf() }),
    load: (conversationId: string, id: string) => fetchFile(conversationId, id),
  };
}

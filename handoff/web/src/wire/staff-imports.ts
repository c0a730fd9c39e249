/** Whole files of articles: tried first, then taken in, then perhaps taken back. */
import { request } from "./http.ts";
import { type Change, query } from "./staff-call.ts";

export interface ImportFault {
  /** Where it stands, such as "faq.csv:12". */
  readonly source: string;
  readonly row: number;
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export type OnDuplicate = "skip" | "update" | "create";

export interface ImportDuplicate {
  readonly row: number;
  readonly source: string;
  readonly title: string;
  readonly of: { readonly id: string; readonly title: string };
  readonly similarity: number;
  /** What becomes of the row. */
  readonly outcome: OnDuplicate;
}

export interface ImportReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: number;
  /** In the list of imports only the first of them. */
  readonly faults: readonly ImportFault[];
  readonly fault_count: number;
  readonly duplicates: readonly ImportDuplicate[];
  readonly duplicate_count: number;
  readonly notes: readonly string[];
}

export interface ImportRun {
  readonly id: string;
  readonly status: "running" | "done" | "failed" | "undone";
  readonly done: number;
  readonly total: number;
  readonly dry_run: boolean;
  readonly filename: string;
  readonly author: string;
  readonly at: string;
  readonly report: ImportReport | null;
  readonly problem: string | null;
  readonly undone?: UndoReport | null;
}

export interface ImportWishes {
  readonly skip_invalid: boolean;
  readonly on_duplicate: OnDuplicate;
}

/** Articles that an undo took back, and those that somebody has changed since and that therefore stay. */
export interface UndoReport {
  readonly undone: readonly string[];
  readonly kept: readonly {
    readonly id: string;
    readonly title: string;
    readonly author: string;
  }[];
}

export interface ImportsApi {
  list(): Promise<readonly ImportRun[]>;
  get(id: string): Promise<ImportRun>;
  start(file: Blob, filename: string, dryRun: boolean, wishes: ImportWishes): Promise<ImportRun>;
  undo(id: string): Promise<UndoReport>;
}

const ROOT = "/api/v1/imports";
export const EXPORT_FORMATS = ["jsonl", "csv", "zip"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const exportPath = (format: ExportFormat): string =>
  query("/api/v1/articles/export", { format });

export function importsApi(change: Change): ImportsApi {
  const at = (id: string) => `${ROOT}/${encodeURIComponent(id)}`;
  return {
    list: async () => (await request<{ imports: readonly ImportRun[] }>("GET", ROOT)).imports,
    get: (id) => request("GET", at(id)),
    start: (file, filename, dryRun, wishes) =>
      change("POST", query(ROOT, { filename, dry_run: dryRun, ...wishes }), { file }),
    undo: (id) => change("POST", `${at(id)}/undo`),
  };
}

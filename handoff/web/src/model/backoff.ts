/** How long to wait before attempt number `attempt` (from 1): exponential, capped, with full jitter above a floor. */

export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

export const CONNECT_BACKOFF: Backoff = { baseMs: 500, capMs: 15_000 };
export const SEND_BACKOFF: Backoff = { baseMs: 1_000, capMs: 15_000 };

export function waitBefore(attempt: number, chance: number, backoff: Backoff): number {
  const ceiling = Math.min(backoff.capMs, backoff.baseMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * chance);
}

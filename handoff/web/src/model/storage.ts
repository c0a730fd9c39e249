/** Where things survive a reload, as a port; full or forbidden storage falls back to memory. */

export interface KeyValue {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

export function memoryStorage(initial: Readonly<Record<string, string>> = {}): KeyValue {
  const values = new Map(Object.entries(initial));
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}

/** The part of the browser's `Storage` that is used here. */
export interface WebStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * Keeps everything under `prefix`. What the browser refuses to store lives on in memory until the page goes.
 * `open` may throw, as `window.localStorage` does where storage is blocked.
 */
export function prefixedStorage(open: () => WebStorage, prefix: string): KeyValue {
  let storage: WebStorage;
  try {
    storage = open();
  } catch {
    return memoryStorage();
  }
  const spill = memoryStorage();
  return {
    get: (key) => spill.get(key) ?? storage.getItem(prefix + key),
    set(key, value) {
      try {
        storage.setItem(prefix + key, value);
        spill.remove(key);
      } catch {
        spill.set(key, value);
      }
    },
    remove(key) {
      spill.remove(key);
      storage.removeItem(prefix + key);
    },
    keys() {
      const stored = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
      const own = stored
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length));
      return [...new Set([...own, ...spill.keys()])];
    },
  };
}

/** Reads a JSON value; anything unreadable counts as absent. */
export function readJson(storage: KeyValue, key: string): unknown {
  const raw = storage.get(key);
  if (raw === null) return null;
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

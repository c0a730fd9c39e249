/** A part of a storage as a storage of its own. */
import type { KeyValue } from "./storage.ts";

export function scoped(storage: KeyValue, prefix: string): KeyValue {
  return {
    get: (key) => storage.get(prefix + key),
    set: (key, value) => storage.set(prefix + key, value),
    remove: (key) => storage.remove(prefix + key),
    keys: () =>
      storage
        .keys()
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
  };
}

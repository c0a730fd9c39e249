/** A component that reads a store is drawn again when the value changes. */
import { useLayoutEffect, useState } from "preact/hooks";
import type { Readable } from "../model/store.ts";

export function useStore<T>(store: Readable<T>): T {
  const [value, setValue] = useState(store.get());
  useLayoutEffect(() => {
    const take = (next: T) => setValue(() => next);
    take(store.get());
    return store.subscribe(take);
  }, [store]);
  return value;
}

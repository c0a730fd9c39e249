/**
 * Keeps a list at its newest message while the reader is there, and leaves them alone when they read
 * further up. A message taller than the view is shown from its beginning, not from its end.
 */
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";

const NEAR_PX = 64;
const MARGIN_PX = 12;

/** Where the newest message is read best. */
function restingPlace(box: HTMLElement): number {
  const end = box.scrollHeight - box.clientHeight;
  const newest = [...box.querySelectorAll<HTMLElement>(".message")].at(-1);
  const tall = newest && newest.offsetHeight > box.clientHeight - 2 * MARGIN_PX;
  const others = newest?.dataset.side === "other";
  return tall && others ? Math.min(end, newest.offsetTop - MARGIN_PX) : end;
}

/**
 * `version` changes with the content; `pull` grows when the reader themselves added something, which
 * brings them to the end wherever they were.
 */
export function useStickyScroll(version: string, pull: number) {
  const ref = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const placed = useRef(0);
  const lastPull = useRef(pull);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    const box = ref.current;
    if (!box) return;
    box.scrollTop = restingPlace(box);
    placed.current = box.scrollTop;
    following.current = true;
    setAway(false);
  }, []);

  const onScroll = useCallback(() => {
    const box = ref.current;
    if (!box || Math.abs(box.scrollTop - placed.current) < 1) return;
    following.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (following.current) setAway(false);
  }, []);

  useLayoutEffect(() => {
    const pulled = pull > lastPull.current;
    lastPull.current = pull;
    if (following.current || pulled) toEnd();
    else setAway(true);
  }, [version]);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      if (following.current) toEnd();
    });
    if (ref.current) observer.observe(ref.current);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, [toEnd]);

  return { ref, content, onScroll, toEnd, away };
}

/** Short words in the corner, read out as they come; shown anew each time to stand above open windows. */
import { useEffect, useRef } from "preact/hooks";
import type { Toasts } from "../model/staff-toasts.ts";
import { IconButton } from "./button.tsx";
import { Icon } from "./icons.tsx";
import { useStore } from "./use-store.ts";

export function ToastCorner({ toasts }: { readonly toasts: Toasts }) {
  const items = useStore(toasts.items);
  const corner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    corner.current?.hidePopover();
    if (items.length > 0) corner.current?.showPopover();
  }, [items]);
  return (
    <div role="status" aria-live="polite">
      <div ref={corner} class="toasts" popover="manual">
        {items.map(({ id, tone, text, action }) => (
          <div key={id} class="toast" data-tone={tone} data-testid="toast">
            <Icon name={tone === "good" ? "check" : "alert"} />
            <p>{text}</p>
            {action && (
              <button
                type="button"
                class="toast-action"
                data-testid="toast-action"
                onClick={() => {
                  toasts.dismiss(id);
                  action.run();
                }}
              >
                {action.label}
              </button>
            )}
            <IconButton icon="close" label="Put away" onClick={() => toasts.dismiss(id)} />
          </div>
        ))}
      </div>
    </div>
  );
}

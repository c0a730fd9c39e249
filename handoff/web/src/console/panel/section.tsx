/** One part of the side panel: it can be folded away, and stays so in every conversation. */
import type { ComponentChildren } from "preact";
import type { KeyValue } from "../../model/storage.ts";
import { Icon } from "../../ui/icons.tsx";

interface SectionProps {
  readonly name: string;
  readonly title: string;
  readonly storage: KeyValue;
  /** What stands at the end of the title. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Section({ name, title, storage, aside, children }: SectionProps) {
  const key = `panel:${name}`;
  return (
    <details
      class="panel-section"
      data-testid={`panel-${name}`}
      open={storage.get(key) !== "folded"}
      onToggle={(event) => {
        if (event.currentTarget.open) storage.remove(key);
        else storage.set(key, "folded");
      }}
    >
      <summary>
        <Icon name="down" />
        <h3>{title}</h3>
        {aside}
      </summary>
      <div class="panel-body">{children}</div>
    </details>
  );
}

/** Small shared pieces without behaviour. */
import type { ComponentChildren } from "preact";
import { initialsOf } from "./format.ts";
import { Icon, type IconName } from "./icons.tsx";

export type Tone = "plain" | "accent" | "warn" | "danger";

export function Badge({
  tone = "plain",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ComponentChildren;
}) {
  return (
    <span class="badge" data-tone={tone}>
      {children}
    </span>
  );
}

/** A person's initials, or the bot's face when there is no name. */
export function Avatar({
  name,
  size = "normal",
}: {
  readonly name: string | null;
  readonly size?: "small" | "normal";
}) {
  return (
    <span class="avatar" data-size={size} aria-hidden="true">
      {name ? initialsOf(name) : <Icon name="bot" />}
    </span>
  );
}

interface NoticeProps {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly testid?: string;
  readonly children: ComponentChildren;
}

/** One line that says how things stand; read out politely when it appears. */
export function Notice({ tone = "plain", icon, testid, children }: NoticeProps) {
  return (
    <div class="notice" data-tone={tone} data-testid={testid} role="status">
      {icon && <Icon name={icon} />}
      {children}
    </div>
  );
}

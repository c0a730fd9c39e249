import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icons.tsx";

type Native = Omit<JSX.IntrinsicElements["button"], "class" | "size" | "icon">;

interface ButtonProps extends Native {
  readonly kind?: "primary" | "plain" | "quiet" | "danger";
  readonly size?: "small" | "normal";
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

export function Button({ kind = "plain", size = "normal", icon, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} class="button" data-kind={kind} data-size={size}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Native {
  readonly icon: IconName;
  /** What the button does, for those who do not see the icon. */
  readonly label: string;
}

export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return (
    <button type="button" title={label} {...rest} class="icon-button" aria-label={label}>
      <Icon name={icon} />
    </button>
  );
}

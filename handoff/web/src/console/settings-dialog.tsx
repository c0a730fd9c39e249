/** What an agent sets for themselves: how much they take at once, and what may call them. */
import { useId, useState } from "preact/hooks";
import { Dialog } from "../ui/staff-dialog.tsx";
import { useStore } from "../ui/use-store.ts";
import { mayNotify } from "./browser-bell.ts";
import type { Station } from "./station.ts";

const MOST = 20;

interface SettingsDialogProps {
  readonly station: Station;
  readonly onClose: () => void;
}

export function SettingsDialog({ station, onClose }: SettingsDialogProps) {
  const { desk, alerts } = station;
  const { sound, desktop } = useStore(alerts.settings);
  const capacity = useStore(desk.capacity);
  const [refused, setRefused] = useState(false);
  const field = useId();
  const notify = async (wanted: boolean) => {
    const allowed = wanted && (await mayNotify());
    setRefused(wanted && !allowed);
    alerts.change({ desktop: allowed });
  };
  return (
    <Dialog title="Your settings" onClose={onClose} testid="settings">
      <div class="settings">
        <label for={field}>
          Conversations at once
          <span class="soft">Nothing more is offered to you while you have so many.</span>
        </label>
        <input
          id={field}
          class="input"
          type="number"
          min={1}
          max={MOST}
          data-testid="capacity"
          value={capacity}
          onChange={(event) => {
            const wanted = Math.round(event.currentTarget.valueAsNumber) || capacity;
            desk.setCapacity(Math.min(MOST, Math.max(1, wanted)));
          }}
        />
        <Switch
          label="Sound"
          words="Two soft notes when somebody waits or one of your customers writes."
          testid="alert-sound"
          on={sound}
          onTurn={(on) => alerts.change({ sound: on })}
        />
        <Switch
          label="Desktop notifications"
          words="The same as a message of your computer while this page is behind others."
          testid="alert-desktop"
          on={desktop}
          onTurn={(on) => void notify(on)}
        />
        {refused && (
          <p class="form-problem" role="alert">
            The browser does not allow notifications of this page. Its settings can.
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly words: string;
  readonly testid: string;
  readonly on: boolean;
  readonly onTurn: (on: boolean) => void;
}

function Switch({ label, words, testid, on, onTurn }: SwitchProps) {
  const id = useId();
  return (
    <>
      <label for={id}>
        {label}
        <span class="soft">{words}</span>
      </label>
      <input
        id={id}
        class="switch"
        type="checkbox"
        role="switch"
        aria-checked={on}
        data-testid={testid}
        checked={on}
        onChange={(event) => onTurn(event.currentTarget.checked)}
      />
    </>
  );
}

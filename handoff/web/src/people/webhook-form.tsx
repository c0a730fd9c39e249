/** A new webhook: its address, what it hears, and its secret, which is shown once. */
import { useId, useState } from "preact/hooks";
import { offeredTypes, typeWords, wishOf } from "../model/staff-webhooks.ts";
import { Button } from "../ui/button.tsx";
import type { PeopleDesk } from "./desk.ts";

interface FormProps {
  readonly desk: PeopleDesk;
  readonly onAdded: () => void;
}

export function WebhookForm({ desk, onAdded }: FormProps) {
  const [url, setUrl] = useState("");
  const [internal, setInternal] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [secret, setSecret] = useState<string | null>(null);
  const id = useId();
  const send = async (event: Event) => {
    event.preventDefault();
    const added = await desk.attempt(
      desk.webhooksApi.add(wishOf(url, chosen, internal)),
      "Added. It hears of what happens from now on.",
    );
    if (!added) return;
    setSecret(added.secret);
    setUrl("");
    setChosen(new Set());
    onAdded();
  };
  return (
    <section>
      <h3>Add a webhook</h3>
      <form class="webhook-form" onSubmit={send} data-testid="webhook-form">
        <div class="field">
          <label for={`${id}-url`}>Address, beginning with https://</label>
          <input
            id={`${id}-url`}
            class="input"
            type="url"
            required
            maxLength={2000}
            autocomplete="off"
            data-testid="webhook-url"
            value={url}
            onInput={(event) => setUrl(event.currentTarget.value)}
          />
        </div>
        <TypeChoice internal={internal} chosen={chosen} onChoose={setChosen} />
        <label class="webhook-check">
          <input
            type="checkbox"
            checked={internal}
            onChange={(event) => setInternal(event.currentTarget.checked)}
            data-testid="webhook-internal"
          />
          <span>It is our own: it also gets private notes and why the bot decided as it did</span>
        </label>
        <Button kind="primary" type="submit" data-testid="webhook-add">
          Add
        </Button>
      </form>
      {secret && <SecretOnce secret={secret} />}
    </section>
  );
}

interface ChoiceProps {
  readonly internal: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

function TypeChoice({ internal, chosen, onChoose }: ChoiceProps) {
  const turn = (type: string, on: boolean) => {
    const others = [...chosen].filter((one) => one !== type);
    onChoose(new Set(on ? [...others, type] : others));
  };
  return (
    <fieldset class="webhook-types">
      <legend>What it hears; everything if nothing is chosen</legend>
      {offeredTypes(internal).map((type) => (
        <label key={type} class="webhook-check">
          <input
            type="checkbox"
            name={type}
            checked={chosen.has(type)}
            onChange={(event) => turn(type, event.currentTarget.checked)}
          />
          <span>{typeWords(type)}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function SecretOnce({ secret }: { readonly secret: string }) {
  return (
    <p class="link-once" role="status" data-testid="webhook-secret">
      The secret that signs what is sent; it is shown only now: <code>{secret}</code>
    </p>
  );
}

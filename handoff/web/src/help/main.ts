/** Votes without leaving the page; without this script the form does the same with a reload. */
import { request } from "../wire/http.ts";

const form = document.querySelector<HTMLFormElement>("form[data-vote]");
form?.addEventListener("submit", (event) => {
  if (event.submitter instanceof HTMLButtonElement) {
    event.preventDefault();
    void vote(form, event.submitter);
  }
});

async function vote(form: HTMLFormElement, pressed: HTMLButtonElement): Promise<void> {
  const said = form.querySelector("[role=status]");
  const words = await cast(form, pressed).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  if (said) said.textContent = words;
}

async function cast(form: HTMLFormElement, pressed: HTMLButtonElement): Promise<string> {
  const body = { helpful: pressed.value === "yes" };
  await request("POST", form.getAttribute("data-vote") ?? "", { body });
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === pressed));
  }
  return pressed.getAttribute("data-thanks") ?? "";
}

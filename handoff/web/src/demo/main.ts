/** The demo shop's own script: it opens the chat and signs people in, as any shop's could. */
import { type Calls, SignIn } from "./sign_in.ts";

const page = window as unknown as {
  frontdesk?: Record<string, (value?: unknown) => void> | unknown[];
};

/** Calls the widget now, or as soon as its script is there. */
const call: Calls = (method, value) => {
  if (!page.frontdesk) page.frontdesk = [];
  if (Array.isArray(page.frontdesk)) page.frontdesk.push([method, value]);
  else page.frontdesk[method]?.(value);
};

for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => call("open"));
}

const who = document.querySelector<HTMLElement>("[data-who]");
const choice = who?.querySelector("select");
if (who && choice) {
  const signIn = new SignIn(call, (input, init) => fetch(input, init), localStorage);
  choice.value = signIn.name;
  who.hidden = false;
  choice.addEventListener("change", async () => {
    choice.disabled = true;
    choice.value = await signIn.become(choice.value);
    choice.disabled = false;
  });
}

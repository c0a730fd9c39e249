/** The demo shop's own script: its help buttons open the chat, as any shop's could. */
interface Opener {
  open(): void;
}

const page = window as unknown as { frontdesk?: Opener | unknown[] };

for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => {
    if (!page.frontdesk) page.frontdesk = [];
    if (Array.isArray(page.frontdesk)) page.frontdesk.push(["open"]);
    else page.frontdesk.open();
  });
}

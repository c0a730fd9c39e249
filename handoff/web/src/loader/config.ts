/** What the script tag says: where the server is, which site this is, how the chat is called. */

export interface Config {
  readonly origin: string;
  readonly site: string;
  readonly name: string;
  /** `data-launcher="off"`: the page brings its own button and calls `frontdesk.open()`. */
  readonly launcher: boolean;
  readonly side: "end" | "start";
  /** `data-suggestions="First?|Second?"`: questions to begin with. */
  readonly suggestions: readonly string[];
}

export function readConfig(script: HTMLScriptElement): Config {
  const {
    site = "default",
    name = "",
    launcher = "on",
    position = "end",
    suggestions = "",
  } = script.dataset;
  return {
    origin: new URL(script.src).origin,
    site,
    name,
    launcher: launcher !== "off",
    side: position === "start" ? "start" : "end",
    suggestions: suggestions.split("|").filter(Boolean).slice(0, 5),
  };
}

export function frameAddress(config: Config, pageUrl: string): string {
  const address = new URL("/widget/", config.origin);
  address.searchParams.set("site", config.site);
  address.searchParams.set("page_url", pageUrl);
  for (const question of config.suggestions) address.searchParams.append("ask", question.trim());
  if (config.name) address.searchParams.set("name", config.name);
  return address.href;
}

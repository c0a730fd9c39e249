/** Which pages of the desk a role sees, and what it may change there; the server decides, this only shows. */
import type { Role } from "../wire/payloads.ts";
import { DESK_PAGES, type DeskPage } from "./staff-route.ts";

/** The pages about the bot itself; the others are about the articles. */
const BOT_PAGES: readonly DeskPage[] = ["policy", "voice", "understanding"];

export const keepsArticles = (role: Role): boolean => role === "editor" || role === "admin";
/** When a person is called, and in which words the bot speaks. */
export const changesPolicy = (role: Role): boolean => role === "supervisor" || role === "admin";
export const teaches = keepsArticles;

export const pagesOf = (role: Role): readonly DeskPage[] =>
  keepsArticles(role) ? DESK_PAGES : BOT_PAGES;

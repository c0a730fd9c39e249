/** Which pages of the desk somebody sees, and what they may change there; the server decides, this only shows. */
import type { Role } from "../wire/payloads.ts";
import { DESK_PAGES, type DeskPage } from "./staff-route.ts";

/** The pages about the bot itself; the others are about the articles. */
const BOT_PAGES: readonly DeskPage[] = ["policy", "voice", "understanding"];

/** All roles of one person. */
export type Roles = readonly Role[];

/** Each role that suffices; who has several may do what any of them may. */
const oneOf =
  (...enough: Role[]) =>
  (roles: Roles): boolean =>
    roles.some((role) => enough.includes(role));

export const keepsArticles = oneOf("editor", "admin");
/** When a person is called, and in which words the bot speaks. */
export const changesPolicy = oneOf("supervisor", "admin");
export const teaches = keepsArticles;
export const converses = oneOf("agent", "supervisor", "admin");
export const leads = oneOf("supervisor", "admin");

export const pagesOf = (roles: Roles): readonly DeskPage[] =>
  keepsArticles(roles) ? DESK_PAGES : BOT_PAGES;

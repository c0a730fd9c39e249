import { expect, test } from "vitest";
import { SignIn } from "./sign_in.ts";

function shop(answer: () => Promise<Response>) {
  const calls: unknown[][] = [];
  const kept = new Map<string, string>();
  const memory = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const signIn = new SignIn((...call) => void calls.push(call), answer, memory);
  return { calls, signIn };
}

const signed = async () => new Response(JSON.stringify({ token: "signed" }));

test("a customer signs in with a token of the shop's server and is known on the next visit", async () => {
  const { calls, signIn } = shop(signed);
  expect(signIn.name).toBe("");
  expect(await signIn.become("robin")).toBe("robin");
  expect(calls).toEqual([["identify", { token: "signed" }], ["open"]]);
  expect(signIn.name).toBe("robin");
});

test("a visitor again is signed out", async () => {
  const { calls, signIn } = shop(signed);
  await signIn.become("robin");
  expect(await signIn.become("")).toBe("");
  expect(calls.at(-1)).toEqual(["logout"]);
  expect(signIn.name).toBe("");
});

test.each([
  ["refused", async () => new Response("", { status: 404 })],
  ["out of reach", () => Promise.reject(new TypeError("offline"))],
])("nobody changes when the server is %s", async (_why, answer) => {
  const { calls, signIn } = shop(answer);
  expect(await signIn.become("robin")).toBe("");
  expect(calls).toEqual([]);
});

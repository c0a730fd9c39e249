// Checks an AsyncAPI 3.0 document from standard input against the official schema: node asyncapi.mjs < FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const require = createRequire(import.meta.url);
const schema = require("@asyncapi/specs/schemas/3.0.0-without-$id.json");
// The schema's patterns are not written for the `u` flag, and it uses keywords of its own.
const ajv = new Ajv.default({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const check = ajv.compile(schema);
if (!check(JSON.parse(readFileSync(0, "utf8")))) {
  console.error(JSON.stringify(check.errors, null, 2));
  process.exit(1);
}

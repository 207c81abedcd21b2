import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiDocument } from "@/lib/web/api-reference/document";

const openapiTS = require("openapi-typescript");

const TSC = join(process.cwd(), "node_modules/typescript/bin/tsc");

/** A call, and what is wrong with others: `@ts-expect-error` fails where nothing is. */
const CALLER = `
import type { operations } from "./api";

type Operation = keyof operations;
type Body<O extends Operation> = operations[O] extends {
  requestBody: { content: { "application/json": infer Json } };
} ? Json : never;
type Answer<O extends Operation, Status> = operations[O]["responses"] extends infer Responses
  ? Status extends keyof Responses
    ? Responses[Status] extends { content: infer Content } ? Content[keyof Content] : null
    : never
  : never;

declare function patchMe(body: Body<"patchMe">): Answer<"patchMe", 200>;
declare function refusal(): Answer<"patchMe", 401>;

export const name: string = patchMe({ name: "Ada" }).user.name;
export const role: "user" | "admin" = patchMe({ name: "Ada" }).user.role;
// @ts-expect-error: a body without its name
patchMe({});
// @ts-expect-error: a field that an answer has not
patchMe({ name: "Ada" }).user.passwordHash;
const problem = refusal();
export const code: "unauthenticated" = problem.code;
// @ts-expect-error: a problem that it has not
export const other: "not_found" = problem.code;
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "typed-client-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("types made by openapi-typescript let a correct call compile, and no wrong one", async () => {
  const types = await openapiTS(apiDocument());
  writeFileSync(join(folder, "api.ts"), types);
  writeFileSync(join(folder, "call.ts"), CALLER);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    target: "es2023",
    module: "esnext",
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const { stdout, status } = spawnSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});

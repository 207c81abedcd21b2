import type { ProblemCode } from "@/lib/platform/core/problem";
import { FORM_TYPE } from "@/lib/platform/http/body";
import { t } from "@/lib/platform/texts/t";
import type { Access } from "@/lib/web/guard/access";
import { exampleCall } from "./call";
import { apiDocument } from "./document";
import { sampleOf, typeOf } from "./sample";
import type { Document, Operation, Response, Schema } from "./types";

/** What a client may send: a parameter of the address, or a field of the body. */
export type FieldView = { id: string; type: string; required: boolean };

export type AnswerView = { status: string; sample: string | null };

/** An operation as the reference shows it. */
export type OperationView = {
  id: string;
  verb: string;
  path: string;
  summary: string;
  access: Access;
  /** The scope by which an API token may call it; null where none may. */
  scope: string | null;
  parameters: FieldView[];
  body: FieldView[];
  /** Whether only an HTML form can send the body. */
  form: boolean;
  call: string;
  answers: AnswerView[];
  /** The codes of its problems. */
  problems: string[];
};

export type ProblemView = { id: string; status: number; meaning: string };

export type ReferenceView = {
  groups: { name: string; operations: OperationView[] }[];
  problems: ProblemView[];
};

/**
 * The document as people read it: what each operation takes and answers, with the problems in the reader's
 * language.
 */
export function apiReference(): ReferenceView {
  const document = apiDocument();
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({
      tag: operation.tags[0],
      view: viewOf(verb.toUpperCase(), path, operation, document),
    })),
  );
  const groups = document.tags.map(({ name }) => ({
    name,
    operations: operations.filter(({ tag }) => tag === name).map(({ view }) => view),
  }));
  return {
    groups: groups.filter((group) => group.operations.length > 0),
    problems: problemsOf(document),
  };
}

function viewOf(
  verb: string,
  path: string,
  operation: Operation,
  document: Document,
): OperationView {
  const { operationId, summary, requestBody, "x-access": access } = operation;
  const { schemas } = document.components;
  const [schema] = Object.values(requestBody?.content ?? {}).map((content) => content.schema);
  const answers = Object.entries(operation.responses).map(
    ([status, response]) => [status, resolved(response, document)] as const,
  );
  return {
    id: operationId,
    verb,
    path,
    summary,
    access,
    scope: operation.security.flatMap(({ token }) => token ?? [])[0] ?? null,
    parameters: parametersOf(operation, schemas),
    body: fieldsOf(schema, schemas),
    form: Object.keys(requestBody?.content ?? {})[0] === FORM_TYPE,
    call: exampleCall(verb, path, operation, document),
    answers: answers
      .filter(([status]) => Number(status) < 400)
      .map(([status, response]) => ({ status, sample: sampleAnswer(response, schemas) })),
    problems: answers.flatMap(([, response]) => codesOf(response, schemas)),
  };
}

function parametersOf(
  { parameters = [] }: Operation,
  schemas: Record<string, Schema>,
): FieldView[] {
  return parameters.flatMap((parameter) =>
    "$ref" in parameter
      ? []
      : [
          {
            id: parameter.name,
            type: wordOf(parameter.schema, schemas),
            required: parameter.required ?? false,
          },
        ],
  );
}

/** The fields of a body; if it can be sent in several ways, the fields of each. */
function fieldsOf(schema: Schema | undefined, schemas: Record<string, Schema>): FieldView[] {
  const ways = schema?.anyOf ?? (schema ? [schema] : []);
  const names = new Set(ways.flatMap(({ properties = {} }) => Object.keys(properties)));
  return [...names].map((id) => {
    const types = ways.flatMap(({ properties }) => properties?.[id] ?? []);
    return {
      id,
      type: [...new Set(types.map((each) => wordOf(each, schemas)))].join(" | "),
      required: ways.every(({ required }) => required?.includes(id)),
    };
  });
}

/** The type of a value in the words of JSON Schema, with its constraints. */
function wordOf(schema: Schema, schemas: Record<string, Schema>): string {
  const { anyOf, const: only, enum: some, format, minLength, maxLength } = schema;
  if (anyOf) return anyOf.map((each) => wordOf(each, schemas)).join(" | ");
  if (only !== undefined) return JSON.stringify(only);
  if (some) return some.map((value) => JSON.stringify(value)).join(" | ");
  const length = maxLength === undefined ? "" : ` (${minLength ?? 0}–${maxLength})`;
  return `${[schema.type ?? "any"].flat().join(" | ")}${format ? ` (${format})` : length}`;
}

function sampleAnswer({ content }: Response, schemas: Record<string, Schema>): string | null {
  const [[type, { schema }] = [null, { schema: {} }]] = Object.entries(content ?? {});
  if (type === null) return null;
  if (typeOf(schema) === "string" || !type.endsWith("json")) return type;
  return JSON.stringify(sampleOf(schema, schemas), null, 2);
}

function codesOf({ content }: Response, schemas: Record<string, Schema>): string[] {
  const schema = content?.["application/problem+json"]?.schema;
  return (schema?.oneOf ?? (schema ? [schema] : [])).map(({ $ref }) => {
    const name = $ref?.split("/").at(-1) ?? "";
    return String(schemas[name]?.properties?.code?.const);
  });
}

/** Every problem that an operation names, in the order of their statuses. */
function problemsOf(document: Document): ProblemView[] {
  return Object.values(document.components.schemas)
    .flatMap(({ properties: { code, status } = {} }) =>
      code?.const && status?.const
        ? [{ id: code.const as ProblemCode, status: status.const as number }]
        : [],
    )
    .map(({ id, status }) => ({ id, status, meaning: t(`problems.${id}`) }))
    .sort((a, b) => a.status - b.status);
}

function resolved(response: Operation["responses"][string], { components }: Document): Response {
  if (!("$ref" in response)) return response;
  return components.responses[response.$ref.split("/").at(-1) ?? ""] as Response;
}

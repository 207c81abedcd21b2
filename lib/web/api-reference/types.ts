import type { Feature } from "@/lib/platform/config/features";
import type { Access } from "@/lib/web/guard/access";

/*
 * The parts of OpenAPI 3.1 that our document has. Source: spec.openapis.org/oas/v3.1.1
 */

/** A schema of JSON Schema 2020-12, or a reference to one of the components. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  discriminator?: { propertyName: string };
  "x-features"?: readonly Feature[];
};

type Featured = { "x-features"?: readonly Feature[] };

export type Reference = { $ref: string };

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  schema: Schema;
};

export type Content = Record<string, { schema: Schema }>;

export type Response = {
  description: string;
  headers?: Record<string, Reference>;
  content?: Content;
  /** The data of each server-sent event, by its name. */
  "x-events"?: Record<string, Schema>;
};

export type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security: Record<string, string[]>[];
  parameters?: (Parameter | Reference)[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, Response | Reference>;
  /** Who may call it, as the method declares it. */
  "x-access": Access;
  /** The operation exists while one of these features is on. Left out of the served document. */
  "x-features"?: readonly Feature[];
};

export type Verb = "get" | "post" | "put" | "patch" | "delete";

/** The operations at one address. */
export type PathItem = Partial<Record<Verb, Operation>>;

export type Document = {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string; description: string }[];
  tags: { name: string }[];
  paths: Record<string, PathItem>;
  components: {
    securitySchemes: {
      session: { type: string; in: string; name: string; description: string };
      /** Left out where API tokens are switched off. */
      token?: { type: string; scheme: string; description: string } & Featured;
    };
    parameters: Record<string, Parameter>;
    headers: Record<string, { description: string; schema: Schema }>;
    responses: Record<string, Response>;
    schemas: Record<string, Schema>;
  };
};

import { FORM_TYPE } from "@/lib/platform/http/body";
import { ACCOUNT_FIELD, FORM_FIELD, METHOD_FIELD } from "@/lib/platform/http/form-fields";
import type { Document, Operation, PathItem, Schema, Verb } from "@/lib/web/api-reference/types";
import type { HttpMethod, Method, Methods } from "@/lib/web/guard/method";
import { FORM_ANSWER, operationId, securityOf, tagOf, whoMayCall } from "./operation";
import { problemResponses } from "./problems";
import { jsonSchemaOf } from "./schemas";

type Formed = [HttpMethod, Method & { form: NonNullable<Method["form"]> }];

/** The problems that an HTML form gets without a redirect: about its origin, or about what it names. */
const NOT_LED = ["cross_site", "method_not_allowed"] as const;

/**
 * Adds what HTML forms may do at an address. A form can only POST: one that stands for another method
 * names it, so that there is a POST also where no method of that name is declared.
 */
export function withForms(
  path: string,
  methods: Methods,
  item: PathItem,
  components: Document["components"],
): PathItem {
  const formed = Object.entries(methods).filter(([, { form }]) => form) as Formed[];
  const [first] = formed;
  if (!first) return item;
  const schemas = formed.map(([name, method]) => formSchema(name, method, components));
  const [only, second] = schemas;
  const content = { [FORM_TYPE]: { schema: second ? { anyOf: schemas } : (only as Schema) } };
  const responses = { ...FORM_ANSWER, ...problemResponses(NOT_LED, components) };
  const { post } = item;
  if (!post) {
    const same = item[first[0].toLowerCase() as Verb];
    return { ...item, post: formOperation(path, formed, same, content, responses) };
  }
  const { requestBody } = post;
  return {
    ...item,
    post: {
      ...post,
      requestBody: {
        required: requestBody?.required ?? false,
        content: { ...requestBody?.content, ...content },
      },
      // The parts that both share have been stated in full.
      responses: { ...responses, ...post.responses },
    },
  };
}

/** The POST of forms where no method is called POST. @param same the operation of one of them */
function formOperation(
  path: string,
  formed: Formed[],
  same: Operation | undefined,
  content: NonNullable<Operation["requestBody"]>["content"],
  responses: Operation["responses"],
): Operation {
  const methods = formed.map(([name]) => name).join(" or ");
  const [[, { access, identify }]] = formed as [Formed];
  const features = formed.flatMap(([, { features }]) => features ?? []);
  const optional = formed.some(([, method]) => !method.features);
  return {
    operationId: `${operationId("POST", path)}Form`,
    summary: `Does what ${methods} does, for an HTML form, and leads to the next page.`,
    description: whoMayCall(access),
    tags: [tagOf(path)],
    security: securityOf(access, identify),
    // A form names its account in a field.
    parameters: (same?.parameters ?? []).filter(
      (parameter) => !("$ref" in parameter && parameter.$ref.endsWith("/ForAccount")),
    ),
    requestBody: { required: true, content },
    responses,
    "x-access": access,
    ...(!optional && { "x-features": features }),
  };
}

/** The fields of one form: what the method takes, what the form adds, and the hidden ones. */
function formSchema(
  name: HttpMethod,
  { access, body, form, features }: Formed[1],
  { schemas }: Document["components"],
): Schema {
  const parts = [body, form.fields].map((part) => part && jsonSchemaOf(part, "input", schemas));
  const required = parts.flatMap((part) => part?.required ?? []);
  return {
    type: "object",
    description: whoMayCall(access),
    properties: {
      ...parts[0]?.properties,
      ...parts[1]?.properties,
      [METHOD_FIELD]: { type: "string", const: name },
      [ACCOUNT_FIELD]: { type: "string" },
      [FORM_FIELD]: { type: "string" },
    },
    required: name === "POST" ? required : [...required, METHOD_FIELD],
    ...(features && { "x-features": features }),
  };
}

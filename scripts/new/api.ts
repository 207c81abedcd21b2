// npm run new:api -- /api/projects --access user: writes a route of the API, its test and its line in
// the table of permissions, so that every check passes.

import { existsSync } from "node:fs";
import { type Asked, asked } from "./asked";
import {
  addPermission,
  camel,
  clientOf,
  exampleOf,
  fileOf,
  finish,
  freeName,
  isAboutOne,
  lineOf,
  main,
  newFile,
  paramsOf,
  wordsOf,
} from "./write";

function routeText(route: Asked): string {
  const { imports, declared } = paramsOf(route);
  const zod = 'import { z } from "zod";\n';
  return `${zod}${imports.replace(zod, "")}import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists nothing yet.",
    access: ${route.access},${declared && `\n    ${declared}`}
    response: { 200: z.object({ items: z.array(z.string()) }) },
    run: async () => ({ status: 200, body: { items: [] } }),
  }),
});
`;
}

function testText({ address, role }: Asked): string {
  const { imports, client } = clientOf(role);
  return `${imports}

// product/tests/permissions.ts says who has access; this is what they are answered.

test("GET ${address} lists nothing yet", async () => {
  const client = ${client};
  const { body } = await client.get("${exampleOf(address)}").expect(200);
  expect(body).toEqual({ items: [] });
});
`;
}

main(() => {
  const route = asked("/api/");
  const words = wordsOf(route.address);
  const testOf = (name: string) => `product/tests/api/${name}-api.test.ts`;
  const named = [camel(words), ...(isAboutOne(route.address) ? ["one"] : [])].join("-");
  const name = freeName(named, (tried) => existsSync(testOf(tried)));
  finish([
    newFile(fileOf(route.address, "ts"), routeText(route)),
    newFile(testOf(name), testText(route)),
    addPermission("productMethods", `"${route.address}": { GET: ${lineOf(route)} }`),
  ]);
});

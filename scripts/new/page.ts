// npm run new:page -- /projects --access user: writes a page, its words, its test and its line in the
// table of permissions, so that every check passes.

import { existsSync, readFileSync } from "node:fs";
import { catalogues } from "@/lib/platform/texts/catalogue";
import { type Asked, asked } from "./asked";
import {
  addPermission,
  addTo,
  type Change,
  camel,
  capital,
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

function pageText(page: Asked, section: string): string {
  const { imports, declared } = paramsOf(page);
  return `import type { InferGetServerSidePropsType } from "next";
${imports}import { PageHeading } from "@/components/layout/PageHeading";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { useTexts } from "@/components/reader/useTexts";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: ${page.access}, ${declared} texts: ["${section}"] },
  () => ({ props: {} }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function ${componentOf(section)}({ viewer }: Props) {
  const t = useTexts("${section}");
  return (
    <SiteLayout viewer={viewer} title={t("${section}.title")}>
      <PageHeading>{t("${section}.title")}</PageHeading>
    </SiteLayout>
  );
}
`;
}

/** Called otherwise than all that the page imports. */
const componentOf = (section: string) => `${capital(section).replace(/Page$/, "")}Page`;

function testText({ address, role }: Asked, section: string): string {
  const { imports, client } = clientOf(role);
  return `${imports}
import { english } from "@/tests/support/texts";

// product/tests/permissions.ts says who has access; this is what they see.

test("${address} shows its title", async () => {
  const client = ${client};
  const { text } = await client.get("${exampleOf(address)}").expect(200);
  expect(text).toContain(english("${section}.title"));
});
`;
}

/** Adds the title to the product's texts, in each language; yours to translate. */
function addTitle(language: string, section: string, title: string): Change {
  const file = `product/texts/${language}.ts`;
  const line = `${section}: { title: "${title}" }`;
  return {
    file,
    text: addTo(readFileSync(file, "utf8"), `export const ${language}`, line),
    isNew: false,
  };
}

main(() => {
  const page = asked("/");
  const words = wordsOf(page.address);
  // "/projects/[id]" is about one project: a section of its own.
  const named = camel([...words, ...(isAboutOne(page.address) ? ["one"] : [])]);
  // An identifier begins with a letter.
  const identifier = /^\d/.test(named) ? `page${named}` : named;
  const testOf = (name: string) => `product/tests/api/${name}-page.test.ts`;
  const isTaken = (name: string) => name in catalogues.en || existsSync(testOf(name));
  const section = isTaken(identifier) ? freeName(`${identifier}Page`, isTaken) : identifier;
  finish([
    newFile(fileOf(page.address, "tsx"), pageText(page, section)),
    newFile(testOf(section), testText(page, section)),
    addTitle("en", section, capital(words.join(" "))),
    addTitle("de", section, capital(words.join(" "))),
    addPermission("productPages", `"${page.address}": ${lineOf(page)}`),
  ]);
});

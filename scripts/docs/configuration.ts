// npm run docs:configuration: writes docs/configuration.md from lib/platform/config/variables.ts.

import { writeFile } from "node:fs/promises";
import { variables } from "@/lib/platform/config/variables";
import { configurationPage } from "./configuration-page";

void writeFile("docs/configuration.md", configurationPage(variables));

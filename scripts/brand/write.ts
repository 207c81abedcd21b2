// npm run brand: writes the files that are made from lib/platform/config/brand.ts.

import { writeFileSync } from "node:fs";
import { brand } from "@/lib/platform/config/brand";
import { brandFiles } from "./files";
import { touchIcon } from "./touch-icon";

for (const [file, text] of Object.entries(brandFiles(brand))) writeFileSync(file, text);
void touchIcon(brand).then((icon) => writeFileSync("public/apple-touch-icon.png", icon));

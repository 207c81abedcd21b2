import type { Chapter } from "../requirement";

export const files: Chapter = {
  title: "V5 File handling",
  requirements: [
    {
      id: "V5.3.2",
      level: 1,
      text: "Files are written under names of our own making.",
      proof: {
        tests: {
          "tests/db/tables/outbox.test.ts": [
            "writes an .eml file that only its owner reads, and prints the link",
          ],
        },
      },
    },
    {
      id: "V5.4.1",
      level: 2,
      text: "A download ignores file names of the client and gives its own.",
      proof: {
        tests: {
          "tests/api/guard/content-types.test.ts": [
            "what is downloaded has a file name of ours, and opens in no page",
          ],
        },
      },
    },
    {
      id: "V5.4.2",
      level: 2,
      text: "File names in headers and mails are encoded.",
      proof: {
        tests: {
          "tests/api/guard/content-types.test.ts": [
            "what is downloaded has a file name of ours, and opens in no page",
          ],
        },
      },
    },
  ],
};

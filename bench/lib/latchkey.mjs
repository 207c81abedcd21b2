import { writeFileSync } from "node:fs";
import path from "node:path";
import { buildCopy, migrate, runIn, startApp } from "./app.mjs";
import { markupOf } from "./contest.mjs";
import { nodesOf } from "./markup.mjs";
import { startPostgres } from "./postgres.mjs";
import { temporaryFolder } from "./temporary.mjs";
import { nextAuthVisitor } from "./visitor.mjs";

/** The files that are added to the app: a route that does nothing, and the seeding. */
export const FILES = { ".": "latchkey", "accounts.mjs": "peers/shared/accounts.mjs" };

/** The copy of the app, for both databases. */
let app;

/** Our own route that does nothing: what our machinery costs. */
export const EMPTY = "/api/floor";

/** Latchkey on one of its databases. */
function latchkey({ key, title, databaseUrl }) {
  let settings;
  return {
    key,
    title,
    /** Where the bare app answers the same. */
    floorPaths: { "/api/me": `/api/${key}`, [EMPTY]: `/api/${key}`, "/dashboard": `/${key}` },
    visitor: nextAuthVisitor,
    async prepare() {
      app ??= await buildCopy(FILES);
      const data = temporaryFolder();
      settings = {
        DATA_DIR: data,
        DATABASE_URL: await databaseUrl(),
        FLOOR_FILE: path.join(data, "floor.json"),
      };
      await migrate(app, settings);
      await runIn(app, ["--import", "tsx", "seed-accounts.ts"], settings);
    },
    start: (node) => startApp(app, settings, node),
    /**
     * Tells the bare app, and the empty route, what to answer: the same as the app answers for the account.
     * @param folder of the bare app's constants
     */
    layFloor(folder, me, dashboard) {
      const answer = { me: JSON.parse(me), page: nodesOf(markupOf(dashboard)) };
      writeFileSync(settings.FLOOR_FILE, JSON.stringify({ me: answer.me }));
      writeFileSync(path.join(folder, `${key}.json`), JSON.stringify(answer));
    },
  };
}

export const LATCHKEY = [
  latchkey({ key: "latchkey", title: "Latchkey, SQLite", databaseUrl: async () => "" }),
  latchkey({ key: "latchkey-postgres", title: "Latchkey, PostgreSQL", databaseUrl: startPostgres }),
];

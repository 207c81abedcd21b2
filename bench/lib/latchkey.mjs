import { writeFileSync } from "node:fs";
import path from "node:path";
import { buildCopy, migrate, runIn, startApp } from "./app.mjs";
import { startPostgres } from "./postgres.mjs";
import { temporaryFolder } from "./temporary.mjs";
import { nextAuthVisitor } from "./visitor.mjs";

/** The files that are added to the app: its floor and the seeding. */
const FILES = { ".": "latchkey", "accounts.mjs": "peers/shared/accounts.mjs" };

/** The copy of the app, for both databases. */
let app;

/** Latchkey on one of its databases; its floor is two routes of the same build. */
function latchkey({ key, title, databaseUrl }) {
  let settings;
  return {
    key,
    title,
    /** Paths of the same server. */
    floor: { "/api/me": "/api/floor", "/dashboard": "/floor" },
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
    start: () => startApp(app, settings),
    /** Tells the floor what to answer: the same as the app answers for the account. */
    layFloor(me, dashboard) {
      const json = /<script id="__NEXT_DATA__"[^>]*>(.*?)<\/script>/s.exec(dashboard)[1];
      const { pageProps } = JSON.parse(json).props;
      writeFileSync(settings.FLOOR_FILE, JSON.stringify({ me: JSON.parse(me), props: pageProps }));
    },
  };
}

export const LATCHKEY = [
  latchkey({ key: "latchkey", title: "Latchkey, SQLite", databaseUrl: async () => "" }),
  latchkey({ key: "latchkey-postgres", title: "Latchkey, PostgreSQL", databaseUrl: startPostgres }),
];

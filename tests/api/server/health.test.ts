import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { newClient } from "@/tests/support/requests/client";
import {
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

afterAll(expectQuietLog);

test.each([
  ["live", "live"],
  ["ready", "ready"],
])("GET /api/health/%s is answered to anybody", async (path, status) => {
  const { body, headers } = await newClient().get(`/api/health/${path}`).expect(200);
  expect(body).toEqual({ status });
  expect(headers["cache-control"]).toBe("private, no-store");
  expect(headers).not.toHaveProperty("set-cookie");
});

test("a database that lacks a migration is not ready, but the process lives", async () => {
  const [last] = await db.$queryRaw<{ id: string; migration_name: string }[]>`
    SELECT id, migration_name FROM "_prisma_migrations" ORDER BY migration_name DESC LIMIT 1`;
  const hidden = `not-${randomUUID()}`;
  const rename = (name: string | undefined) =>
    db.$executeRaw`UPDATE "_prisma_migrations" SET migration_name = ${name} WHERE id = ${last?.id}`;
  await rename(hidden);
  try {
    const response = await newClient(app.url, { fault: true }).get("/api/health/ready");
    const { detail } = expectProblem(response, 503, "unavailable");
    expect(detail).toBe(english("details.migrationsPending"));
    expectRetryAfter(response);
    await newClient().get("/api/health/live").expect(200);
  } finally {
    await rename(last?.migration_name);
  }
  await newClient().get("/api/health/ready").expect(200);
});

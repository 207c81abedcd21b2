-- DropIndex
DROP INDEX "Session_lastSeenAt_idx";

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "lastSeenDay" DATETIME;

-- Prisma keeps ISO 8601 text.
UPDATE "Session" SET "lastSeenDay" = substr("lastSeenAt", 1, 10) || 'T00:00:00.000+00:00';

-- CreateIndex
CREATE INDEX "Session_lastSeenDay_idx" ON "Session"("lastSeenDay");

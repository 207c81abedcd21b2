-- DropIndex
DROP INDEX "Session_lastSeenAt_idx";

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "lastSeenDay" TIMESTAMP(3);

UPDATE "Session" SET "lastSeenDay" = date_trunc('day', "lastSeenAt");

-- CreateIndex
CREATE INDEX "Session_lastSeenDay_idx" ON "Session"("lastSeenDay");

-- DropIndex
DROP INDEX "OutboxMail_deliveredAt_nextAttemptAt_idx";

-- AlterTable
ALTER TABLE "OutboxMail" ADD COLUMN "failedAt" DATETIME;

-- CreateIndex
CREATE INDEX "OutboxMail_deliveredAt_failedAt_nextAttemptAt_idx" ON "OutboxMail"("deliveredAt", "failedAt", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "OutboxMail_failedAt_idx" ON "OutboxMail"("failedAt");

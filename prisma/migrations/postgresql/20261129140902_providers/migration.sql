-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "email" TEXT;

-- AlterTable
ALTER TABLE "PendingSignIn" ADD COLUMN     "providerSid" TEXT;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "providerSid" TEXT;

-- CreateIndex
CREATE INDEX "Session_providerSid_idx" ON "Session"("providerSid");

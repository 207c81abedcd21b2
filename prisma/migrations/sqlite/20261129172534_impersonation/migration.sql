-- AlterTable
ALTER TABLE "SecurityEvent" ADD COLUMN "impersonationId" TEXT;
ALTER TABLE "SecurityEvent" ADD COLUMN "reason" TEXT;

-- AlterTable: a column alone, where Prisma would copy the table and hold up sign-ins meanwhile.
ALTER TABLE "Session" ADD COLUMN "parentId" TEXT CONSTRAINT "Session_parentId_fkey" REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "Session_parentId_idx" ON "Session"("parentId");

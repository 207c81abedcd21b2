-- AlterTable
ALTER TABLE "User" ADD COLUMN     "keysVersion" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "User_keysVersion_idx" ON "User"("keysVersion");

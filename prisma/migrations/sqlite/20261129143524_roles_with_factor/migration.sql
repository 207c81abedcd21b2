-- DropIndex
DROP INDEX "User_role_idx";

-- CreateIndex
CREATE INDEX "User_role_secondFactorAt_idx" ON "User"("role", "secondFactorAt");

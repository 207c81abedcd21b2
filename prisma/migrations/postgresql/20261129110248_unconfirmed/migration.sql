-- CreateIndex
CREATE INDEX "User_emailVerified_id_idx" ON "User"("emailVerified", "id");

-- AlterTable
ALTER TABLE "User" ADD COLUMN "lastSignInAt" DATETIME;

-- What the trail still knows. The expression keeps the database from looking for the kind of event first.
UPDATE "User" SET "lastSignInAt" = (
  SELECT e."createdAt" FROM "SecurityEvent" e
  WHERE e."subjectId" = "User"."id" AND e."type" || '' = 'authn_login_success'
  ORDER BY e."id" DESC LIMIT 1
);

-- CreateIndex
CREATE INDEX "User_lastSignInAt_id_idx" ON "User"("lastSignInAt", "id");

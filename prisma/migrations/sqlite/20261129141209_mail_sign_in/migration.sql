-- CreateTable
CREATE TABLE "MailSignIn" (
    "browserHash" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "linkHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "MailSignIn_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "MailSignIn_linkHash_key" ON "MailSignIn"("linkHash");

-- CreateIndex
CREATE INDEX "MailSignIn_userId_idx" ON "MailSignIn"("userId");

-- CreateIndex
CREATE INDEX "MailSignIn_expiresAt_idx" ON "MailSignIn"("expiresAt");

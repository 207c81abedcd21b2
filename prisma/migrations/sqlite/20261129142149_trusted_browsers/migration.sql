-- CreateTable
CREATE TABLE "TrustedBrowser" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "deviceHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "trustedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    CONSTRAINT "TrustedBrowser_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "TrustedBrowser_deviceHash_userId_fkey" FOREIGN KEY ("deviceHash", "userId") REFERENCES "Device" ("secretHash", "userId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Totp" ADD COLUMN "keyId" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Totp" ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "Totp_keyId_idx" ON "Totp"("keyId");

-- CreateIndex
CREATE INDEX "TrustedBrowser_userId_idx" ON "TrustedBrowser"("userId");

-- CreateIndex
CREATE INDEX "TrustedBrowser_trustedAt_idx" ON "TrustedBrowser"("trustedAt");

-- CreateIndex
CREATE UNIQUE INDEX "TrustedBrowser_deviceHash_userId_key" ON "TrustedBrowser"("deviceHash", "userId");

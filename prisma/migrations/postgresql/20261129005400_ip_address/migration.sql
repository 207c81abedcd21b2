-- A network address is "ipAddress" everywhere, since "address" was also said of e-mail.
ALTER TABLE "Session" RENAME COLUMN "address" TO "ipAddress";
ALTER TABLE "SecurityEvent" RENAME COLUMN "address" TO "ipAddress";
ALTER INDEX "SecurityEvent_address_id_idx" RENAME TO "SecurityEvent_ipAddress_id_idx";

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "methods" TEXT NOT NULL DEFAULT 'password';

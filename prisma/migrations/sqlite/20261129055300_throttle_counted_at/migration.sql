-- AlterTable
ALTER TABLE "Throttle" ADD COLUMN "countedAt" DATETIME;

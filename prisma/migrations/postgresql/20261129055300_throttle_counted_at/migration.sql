-- AlterTable
ALTER TABLE "Throttle" ADD COLUMN "countedAt" TIMESTAMP(3);

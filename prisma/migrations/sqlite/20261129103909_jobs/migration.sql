-- CreateTable
CREATE TABLE "Job" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "leaseUntil" DATETIME,
    "lastRunAt" DATETIME
);

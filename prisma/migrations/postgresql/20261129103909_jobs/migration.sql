-- CreateTable
CREATE TABLE "Job" (
    "name" TEXT NOT NULL,
    "leaseUntil" TIMESTAMP(3),
    "lastRunAt" TIMESTAMP(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("name")
);

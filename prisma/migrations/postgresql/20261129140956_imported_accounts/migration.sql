-- CreateTable
CREATE TABLE "ImportedAccount" (
    "userId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sourceId" TEXT,
    "importedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ImportedAccount_pkey" PRIMARY KEY ("userId")
);

-- CreateIndex
CREATE INDEX "ImportedAccount_source_sourceId_idx" ON "ImportedAccount"("source", "sourceId");

-- AddForeignKey
ALTER TABLE "ImportedAccount" ADD CONSTRAINT "ImportedAccount_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "SearchKey" (
    "userId" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    PRIMARY KEY ("userId", "key"),
    CONSTRAINT "SearchKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The keys of the users there are: what lib/db/search-keys.ts makes for new ones.
INSERT INTO "SearchKey" ("userId", "key")
WITH RECURSIVE "Place" ("userId", "text", "at") AS (
    SELECT "id", "searchText", 1 FROM "User"
    UNION ALL
    SELECT "userId", "text", "at" + 1 FROM "Place" WHERE "at" < length("text")
)
SELECT DISTINCT "userId", substr("text", "at", 64) FROM "Place"
WHERE "at" = 1
   OR (instr(' .,@+-_''()/', substr("text", "at" - 1, 1)) > 0 AND instr(' .,@+-_''()/', substr("text", "at", 1)) = 0);

-- CreateIndex
CREATE INDEX "SearchKey_key_userId_idx" ON "SearchKey"("key", "userId");

-- AlterTable
ALTER TABLE "User" DROP COLUMN "searchText";

-- CreateTable
-- By bytes, whatever language the database sorts in: a search is a range of keys.
CREATE TABLE "SearchKey" (
    "userId" TEXT NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "SearchKey_pkey" PRIMARY KEY ("userId","key")
);

-- The keys of the users there are: what lib/db/search-keys.ts makes for new ones.
INSERT INTO "SearchKey" ("userId", "key")
SELECT DISTINCT "id", substr("searchText", "at", 64)
FROM "User", generate_series(1, length("searchText")) AS "at"
WHERE "at" = 1
   OR (strpos(' .,@+-_''()/', substr("searchText", "at" - 1, 1)) > 0 AND strpos(' .,@+-_''()/', substr("searchText", "at", 1)) = 0);

-- CreateIndex
CREATE INDEX "SearchKey_key_userId_idx" ON "SearchKey"("key", "userId");

-- AddForeignKey
ALTER TABLE "SearchKey" ADD CONSTRAINT "SearchKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "User" DROP COLUMN "searchText";

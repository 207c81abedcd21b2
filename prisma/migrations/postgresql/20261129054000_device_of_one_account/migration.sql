-- A browser's secret is bound to one account. Those that several accounts share are forgotten: any
-- of them may have brought it into the browsers of the others.
DELETE FROM "Device" WHERE "secretHash" IN (
  SELECT "secretHash" FROM "Device" GROUP BY "secretHash" HAVING COUNT(*) > 1
);

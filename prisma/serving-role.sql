-- What the app may do while it serves, for a PostgreSQL role of its own beside the one that migrates:
-- no table made, altered or emptied, and an event of the audit trail changed only in what the
-- deletion of an account takes out of it.
--
--   CREATE ROLE latchkey_serving LOGIN PASSWORD '…';
--   psql -f prisma/serving-role.sql postgres://owner@host/latchkey
--
-- Run it as the owner, again after each migration.

GRANT USAGE ON SCHEMA public TO latchkey_serving;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO latchkey_serving;

REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM latchkey_serving;
REVOKE UPDATE ON "SecurityEvent" FROM latchkey_serving;
GRANT UPDATE ("subjectId", "actorId", "address", "userAgent") ON "SecurityEvent" TO latchkey_serving;

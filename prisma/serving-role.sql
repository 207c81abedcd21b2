-- Grants what the app needs while it serves, to a PostgreSQL role other than the one that migrates. The
-- role cannot create, alter or truncate tables. Of an event of the audit trail it can change only what
-- the deletion of an account removes from it.
--
--   CREATE ROLE latchkey_serving LOGIN PASSWORD '…';
--   psql -f prisma/serving-role.sql postgres://owner@host/latchkey
--
-- Run it as the owner, again after each migration.

GRANT USAGE ON SCHEMA public TO latchkey_serving;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO latchkey_serving;

REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM latchkey_serving;
REVOKE UPDATE ON "SecurityEvent" FROM latchkey_serving;
GRANT UPDATE ("subjectId", "actorId", "reason", "ipAddress", "userAgent") ON "SecurityEvent" TO latchkey_serving;

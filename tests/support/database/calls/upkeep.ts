import { db } from "@/lib/platform/db/client";
import * as events from "@/lib/platform/db/tables/events";
import * as outbox from "@/lib/platform/db/tables/outbox";
import * as throttle from "@/lib/platform/db/tables/throttle";
import * as jobs from "@/lib/platform/db/tables/upkeep/jobs";
import * as sweep from "@/lib/platform/db/tables/upkeep/sweep";
import * as unconfirmed from "@/lib/platform/db/tables/upkeep/unconfirmed";
import { type Calls, long, soon, user } from "./rows";

const limit = { name: "plan", points: 5, duration: 60, grows: true } as const;

const mail = { id: "id", sealed: "sealed", attempts: 1, createdAt: new Date() };

const event = {
  type: "authn_login_success",
  detail: null,
  subjectId: null,
  actorId: null,
  organizationId: null,
  tokenId: null,
  impersonationId: null,
  reason: null,
  ipAddress: null,
  userAgent: null,
  requestId: null,
};

/** Everything the audit trail can be asked for, alone and with the kind of event. */
const FILTERS: events.EventFilter[] = [
  {},
  { from: long },
  { until: soon },
  { subjectId: "id" },
  { actorId: "id" },
  { organizationId: "id" },
  { organizationId: "id", type: "member_removed", from: long },
  { tokenId: "id" },
  { tokenId: "id", subjectId: "id", type: "authn_login_success" },
  { ipAddress: "203.0.113.1" },
  { type: "authn_login_success" },
  { subjectId: "id", type: "authn_login_success", from: long, until: soon },
  { actorId: "id", type: "authn_login_success" },
  { ipAddress: "203.0.113.1", type: "authn_login_success" },
  { subjectId: "id", actorId: "id", ipAddress: "203.0.113.1", type: "authn_login_success" },
];

const listEvents = async (before: string | null) => {
  for (const filter of FILTERS) await events.listEvents(filter, { before, take: 51 });
};

/** Calls of the tables of events, mail, limits and jobs. */
export const upkeepCalls: {
  events: Calls<typeof events>;
  outbox: Calls<typeof outbox>;
  throttle: Calls<typeof throttle>;
  "upkeep/sweep": Calls<typeof sweep>;
  "upkeep/unconfirmed": Calls<typeof unconfirmed>;
  "upkeep/jobs": Calls<typeof jobs>;
} = {
  events: {
    appendEvent: () => events.appendEvent(event),
    appendEvents: () => events.appendEvents({ type: "t", detail: null }, ["a", "b"], db),
    listEvents: async () => {
      await listEvents(null);
      await listEvents("01999999-9999-7999-8999-999999999999");
    },
    listAllEvents: () => events.listAllEvents(user.id),
    listEventTimes: () => events.listEventTimes(user.id, "authn_login_success", long, 2000),
    pseudonymiseEvents: () => events.pseudonymiseEvents(user.id, "deleted", db),
  },
  outbox: {
    insertMail: () => outbox.insertMail("sealed"),
    insertClaimedMail: () => outbox.insertClaimedMail("sealed", 1000),
    oldestDueMail: () => outbox.oldestDueMail(),
    sampleSealedMail: () => outbox.sampleSealedMail(200),
    claimMail: () => outbox.claimMail(1000),
    markDelivered: () => outbox.markDelivered(mail),
    giveUpMail: () => outbox.giveUpMail(mail, "no such mailbox"),
    listUndelivered: async () => {
      await outbox.listUndelivered("queued", 50);
      await outbox.listUndelivered("failed", 50);
    },
    countUndelivered: () => outbox.countUndelivered(),
    findUndelivered: () => outbox.findUndelivered("id", db),
    retryMail: () => outbox.retryMail("id", db),
    postponeMail: () => outbox.postponeMail(mail, soon, "error"),
    releaseMail: () => outbox.releaseMail(mail),
  },
  throttle: {
    countAttempts: async () => {
      const wider = { limit: { ...limit, name: "wider" }, key: "key" };
      for (let n = 0; n < 7; n++) await throttle.countAttempts([{ limit, key: "key" }, wider]);
    },
    returnAttempt: () => throttle.returnAttempt(limit, "key"),
    forgetAttempts: () => throttle.forgetAttempts(limit, "key"),
  },
  "upkeep/sweep": {
    sweep: () =>
      sweep.sweep({
        idleSince: long,
        mailBefore: long,
        eventsBefore: long,
        trustedBefore: new Date(0),
        devicesBefore: long,
        tokensBefore: long,
        apiTokensBefore: long,
      }),
  },
  "upkeep/unconfirmed": {
    findUnconfirmed: () => unconfirmed.findUnconfirmed({ after: user.id, before: soon, take: 10 }),
    isUnconfirmed: () => unconfirmed.isUnconfirmed(user.id, db),
  },
  "upkeep/jobs": {
    findJob: () => jobs.findJob("job"),
    takeJob: async () => {
      await jobs.takeJob("job", null, soon);
      await jobs.takeJob("job", { leaseUntil: soon, lastRunAt: null }, long);
    },
    changeJob: () => jobs.changeJob("job", [long, soon], { leaseUntil: null, lastRunAt: soon }),
  },
};

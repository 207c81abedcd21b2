import { threadsOfOne } from "@/lib/features/password/threads";

const CORES = 8;

test.each([
  [0, 1, 8],
  [0, 3, 2],
  [0, 16, 1],
  [5, 1, 5],
  [5, 2, 2],
  [1, 2, 1],
])("PASSWORD_THREADS=%i, WEB_CONCURRENCY=%i: each process has %i", (threads, workers, share) => {
  const settings = { PASSWORD_THREADS: threads, WEB_CONCURRENCY: workers };
  expect(threadsOfOne(settings, CORES)).toBe(share);
});

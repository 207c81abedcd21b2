import { actOnMany } from "@/lib/features/bulk-acts/bulk-acts";
import { Problem } from "@/lib/platform/core/problem";

const withLockedUser = jest.fn();

jest.mock("@/lib/features/admin/user-actions", () => ({
  withLockedUser: (...given: unknown[]) => withLockedUser(...given),
}));

const asking = { userId: "admin", sessionId: "id", secretHash: "hash" };
const ids = ["a", "b", "c"];

beforeEach(() => withLockedUser.mockReset());

test("a database that stops half way is reported for the rest, and what was done stays reported", async () => {
  withLockedUser.mockResolvedValueOnce(true).mockRejectedValueOnce(new Problem("unavailable"));
  const answer = await actOnMany(asking, { act: "disable", ids });
  expect(answer).toMatchObject({ done: 1, refused: 2 });
  expect(answer.results.map(({ problem }) => problem)).toEqual([
    null,
    "unavailable",
    "unavailable",
  ]);
  expect(withLockedUser).toHaveBeenCalledTimes(2);
});

test("where nothing was done the request fails as a whole", async () => {
  withLockedUser.mockRejectedValue(new Problem("unavailable"));
  await expect(actOnMany(asking, { act: "disable", ids })).rejects.toThrow("unavailable");
  expect(withLockedUser).toHaveBeenCalledTimes(1);
});

test("a refusal for one account stops none of the others", async () => {
  withLockedUser.mockRejectedValueOnce(new Problem("last_owner")).mockResolvedValue(true);
  const answer = await actOnMany(asking, { act: "enable", ids: [...ids, "a"] });
  expect(answer.results.map(({ id, problem }) => [id, problem])).toEqual([
    ["a", "last_owner"],
    ["b", null],
    ["c", null],
  ]);
});

import { version } from "@/package.json";
import { tellVersion } from "@/scripts/start/tell.mjs";

test("a start says which version it is, of the app and of Node", () => {
  const written = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  tellVersion();
  expect(written.mock.calls).toEqual([[`  Version ${version}, Node ${process.versions.node}\n`]]);
  written.mockRestore();
});

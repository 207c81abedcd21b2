import { axis } from "@/components/admin/figures/axis";

test("the numbers beside a chart are whole, in equal steps, and reach what it shows, not much more", () => {
  const wrong = Array.from({ length: 20_001 }, (_, most) => most).filter((most) => {
    const numbers = axis(most);
    const [, step = 0] = numbers;
    const top = 4 * step;
    const equal = numbers.join() === [0, step, 2 * step, 3 * step, top].join();
    return !(equal && Number.isInteger(step) && top >= most && top <= Math.max(4, 2.5 * most));
  });
  expect(wrong).toEqual([]);
});

test.each([
  [0, [0, 1, 2, 3, 4]],
  [6, [0, 2, 4, 6, 8]],
  [9, [0, 5, 10, 15, 20]],
  [100, [0, 25, 50, 75, 100]],
])("for %d they are %j", (most, numbers) => {
  expect(axis(most)).toEqual(numbers);
});

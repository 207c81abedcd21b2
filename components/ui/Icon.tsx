const shapes = {
  alert: "M12 8v4.5M12 16h.01M12 3.5 21.5 20h-19L12 3.5Z",
  back: "m14 7-5 5 5 5",
  bolt: "M13 3 5 13.5h6L10.5 21 19 10.5h-6L13 3Z",
  check: "M20 12a8 8 0 1 1-3.5-6.6M9 11.5l3 3 8-9",
  chevron: "m7 10 5 5 5-5",
  database:
    "M4.5 6c0-1.7 3.4-3 7.5-3s7.5 1.3 7.5 3-3.4 3-7.5 3-7.5-1.3-7.5-3Zm0 0v12c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3V6m-15 6c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3",
  desktop: "M3.5 5h17v11h-17V5ZM9 20h6M12 16v4",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  eyeOff:
    "M4 4l16 16M9.9 5.7A9.4 9.4 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.7 3.4M6.5 7.2A16.6 16.6 0 0 0 2.5 12S6 18.5 12 18.5c1.7 0 3.2-.5 4.5-1.2M9.9 9.9a3 3 0 0 0 4.2 4.2",
  form: "M4 4.5h16v5H4v-5ZM4 14.5h9v5H4v-5ZM17 17h3",
  info: "M12 11v5M12 8h.01M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z",
  phone:
    "M7.5 3h9A1.5 1.5 0 0 1 18 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 19.5v-15A1.5 1.5 0 0 1 7.5 3ZM11 17.5h2",
  shield: "M12 3 5 5.5V11c0 4.6 2.9 8 7 10 4.1-2 7-5.4 7-10V5.5L12 3Zm-3 8.5 2.2 2.2L15.5 9.5",
} as const;

/** A 24-unit line icon in the colour of its text; always decoration, never the only label. */
export function Icon({
  name,
  size = 20,
}: {
  name: keyof typeof shapes;
  size?: number | undefined;
}) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={shapes[name]} />
    </svg>
  );
}

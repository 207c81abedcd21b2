/** How many characters the server will count: code points after NFKC. */
export const charactersIn = (text: string): number => [...text.normalize("NFKC")].length;

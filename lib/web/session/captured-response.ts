/**
 * Stands in for the response while next-auth answers: what it would have sent is kept here, and
 * the route decides what goes out. Has just the methods next-auth calls (next-auth/src/next).
 */
export class CapturedResponse {
  statusCode = 200;
  body: unknown = null;
  private headers = new Map<string, string | string[]>();

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): this {
    this.headers.set(name.toLowerCase(), value);
    return this;
  }

  json(body: unknown): void {
    this.body = body;
  }

  send(body: unknown): void {
    this.body = body;
  }

  end(): void {}

  get cookies(): string[] {
    return [this.getHeader("set-cookie") ?? []].flat();
  }

  /** What next-auth wants a cookie to be, as it is sent; "" where it clears it or leaves it alone. */
  cookie(name: string): string {
    const line = this.cookies.findLast((candidate) => candidate.startsWith(`${name}=`)) ?? "";
    return line.slice(name.length + 1).split(";", 1)[0] ?? "";
  }

  /** Where next-auth sends the caller: by redirect, or as `{ url }` to its own client. */
  get location(): string | null {
    const header = this.getHeader("location");
    if (typeof header === "string") return header;
    const url = (this.body as { url?: unknown } | null)?.url;
    return typeof url === "string" ? url : null;
  }
}

const ROWS = Array.from({ length: 20 }, (_, n) => ({
  id: n,
  device: n % 2 ? "Firefox on Linux" : "Safari on iOS",
  address: `192.0.2.${n}`,
  seen: `2026-01-${String(n + 1).padStart(2, "0")}`,
}));

/** The page that every peer renders: a frame, who is signed in, and a table. */
export function Dashboard({ user }) {
  return (
    <div className="page">
      <header>
        <a href="/">Home</a>
        <nav aria-label="Main">
          <ul>
            <li>
              <a href="/dashboard">Dashboard</a>
            </li>
            <li>
              <a href="/settings">Settings</a>
            </li>
          </ul>
        </nav>
      </header>
      <main>
        <h1>{`Hello, ${user.name}`}</h1>
        <dl>
          <dt>Name</dt>
          <dd>{user.name}</dd>
          <dt>E-mail</dt>
          <dd>{user.email}</dd>
        </dl>
        <table>
          <thead>
            <tr>
              <th>Device</th>
              <th>Address</th>
              <th>Last seen</th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map(({ id, device, address, seen }) => (
              <tr key={id}>
                <td>{device}</td>
                <td>{address}</td>
                <td>
                  <time dateTime={seen}>{seen}</time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </main>
    </div>
  );
}

import Link from "next/link";
import type { ReactNode } from "react";
import { PageHeading } from "@/components/layout/PageHeading";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";
import { Notice } from "@/components/ui/Notice";
import styles from "./SettingsLayout.module.css";

const pages = [
  { href: "/settings", label: "Profile" },
  { href: "/settings/password", label: "Password" },
  { href: "/settings/email", label: "E-mail" },
  { href: "/settings/account", label: "Your data" },
] as const;

type SettingsLayoutProps = {
  viewer: Viewer | null;
  active: (typeof pages)[number]["href"];
  /** What the last action did. */
  notice: string | null;
  children: ReactNode;
};

/** The frame of the settings pages: their list, and one of them. */
export function SettingsLayout({ viewer, active, notice, children }: SettingsLayoutProps) {
  const label = pages.find(({ href }) => href === active)?.label ?? "Settings";
  return (
    <SiteLayout viewer={viewer} title={`${label} settings`} active="settings">
      <PageHeading>Settings</PageHeading>
      <nav aria-label="Settings">
        <ul className={styles.list}>
          {pages.map(({ href, label }) => (
            <li key={href}>
              <Link
                className={styles.link}
                href={href}
                prefetch={false}
                aria-current={href === active ? "page" : undefined}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {notice && <Notice tone="success">{notice}</Notice>}
      {children}
    </SiteLayout>
  );
}

import type { InferGetServerSidePropsType } from "next";
import { Hero } from "@/components/home/Hero";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { page } from "@/lib/auth/page";

export const getServerSideProps = page({ access: "public" }, () => ({ props: {} }));

export default function Home({ viewer }: InferGetServerSidePropsType<typeof getServerSideProps>) {
  return (
    <SiteLayout viewer={viewer} title="Accounts you own">
      <Hero signedIn={viewer !== null} />
    </SiteLayout>
  );
}

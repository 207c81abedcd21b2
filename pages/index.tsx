import type { InferGetServerSidePropsType } from "next";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { Features } from "@/components/marketing/Features";
import { Hero } from "@/components/marketing/Hero";
import { RouteSample } from "@/components/marketing/RouteSample";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page({ access: "public" }, () => ({ props: {} }));

export default function Home({ viewer }: InferGetServerSidePropsType<typeof getServerSideProps>) {
  return (
    <SiteLayout viewer={viewer} title="Accounts you own">
      <Hero signedIn={viewer !== null} />
      <Features />
      <RouteSample />
    </SiteLayout>
  );
}

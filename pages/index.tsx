import type { InferGetServerSidePropsType } from "next";
import { Features } from "@/components/home/Features";
import { Hero } from "@/components/home/Hero";
import { RouteSample } from "@/components/home/RouteSample";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { page } from "@/lib/auth/page";

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

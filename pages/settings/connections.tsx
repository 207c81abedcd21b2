import type { InferGetServerSidePropsType } from "next";
import { ConnectCard } from "@/components/settings/connections/ConnectCard";
import { ConnectionList } from "@/components/settings/connections/ConnectionList";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { connectionsOf } from "@/lib/features/providers/connections";
import { page } from "@/lib/web/guard/page";
import { nameOfProvider, providerButtons } from "@/lib/web/providers/list";

export const getServerSideProps = page(
  { access: "user", texts: ["settings", "settingsConnections"] },
  async ({ user, flash, csrfToken }) => {
    csrfToken();
    return {
      props: {
        connections: await connectionsOf(user.id, nameOfProvider),
        providers: providerButtons(),
        notice: flash?.notice ?? null,
        message: flash?.message ?? null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Connections({ viewer, connections, providers, notice, message }: Props) {
  return (
    <SettingsLayout viewer={viewer} active="/settings/connections" notice={notice}>
      <ConnectionList
        connections={connections}
        providers={providers.length > 0}
        message={message}
      />
      {providers.length > 0 && <ConnectCard providers={providers} />}
    </SettingsLayout>
  );
}

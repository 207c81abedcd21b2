import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { Time } from "@/components/ui/Time";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { TrustedBrowserView } from "@/lib/features/second-factor/trusted-browsers";

const ALL = "/api/me/trusted-browsers";

/** The browsers in which no second factor is required, with the buttons that end that. */
export function TrustedBrowsersCard({ browsers }: { browsers: TrustedBrowserView[] }) {
  const t = useTexts("trustedBrowsers");
  return (
    <Card title={t("trustedBrowsers.title")} lead={t("trustedBrowsers.lead")}>
      {browsers.map(({ id, browser, system, ipAddress, trustedAt, until }) => {
        const device = t("trustedBrowsers.device", { browser, system });
        return (
          <div key={id}>
            <p>
              <strong>{device}</strong>
              {ipAddress && `, ${ipAddress}`}
              <br />
              {t.nodes("trustedBrowsers.since", {
                since: <Time iso={trustedAt} form="day" />,
                until: <Time iso={until} form="day" />,
              })}
            </p>
            <Form action={`${ALL}/${id}`} method="delete" layout="bare">
              <SubmitButton variant="secondary">
                <span>
                  {t("trustedBrowsers.remove")}
                  <VisuallyHidden>{`: ${device}`}</VisuallyHidden>
                </span>
              </SubmitButton>
            </Form>
          </div>
        );
      })}
      {browsers.length > 1 && (
        <Form action={ALL} method="delete" layout="bare">
          <SubmitButton variant="secondary">{t("trustedBrowsers.removeAll")}</SubmitButton>
        </Form>
      )}
    </Card>
  );
}

import { ProblemPage } from "@/components/layout/ProblemPage";

export default function NotFound() {
  return (
    <ProblemPage
      status={404}
      title="There is nothing here"
      detail="The address may be mistyped, or the page may have moved."
      action={{ href: "/", label: "Go to the start page" }}
    />
  );
}

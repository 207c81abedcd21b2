import { useEffect, useState } from "react";
import { charactersIn } from "@/components/form/characters";
import { useTexts } from "@/components/reader/useTexts";
import { classNames } from "@/components/ui/class-names";
import type { Translate } from "@/lib/platform/texts/keys";
import { loadPasswordStrength } from "./load-password-strength";
import styles from "./PasswordMeter.module.css";

type PasswordMeterProps = {
  inputId: string;
  password: string;
  /** Below it a password is refused, however strong. */
  minLength: number;
  /** Words an attacker would try first. */
  context: string[];
};

/** A score of the strength check, or how many characters are missing before it is asked. */
type Verdict = { score: 0 | 1 | 2 | 3 | 4 } | { missing: number };

const looks = {
  0: { look: "weak", bars: 1 },
  1: { look: "weak", bars: 1 },
  2: { look: "fair", bars: 2 },
  3: { look: "strong", bars: 3 },
  4: { look: "strong", bars: 4 },
} as const;

const allBars = [1, 2, 3, 4] as const;

/**
 * Says in words, and shows in four bars, how strong a password is. It advises only;
 * the server decides. When the dictionaries cannot be loaded it stays silent.
 */
export function PasswordMeter({ inputId, password, minLength, context }: PasswordMeterProps) {
  const t = useTexts("password");
  const [verdict, setVerdict] = useState<Verdict>();

  // Waits for a pause in typing: a screen reader announces each change of the text.
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const found = await judge(password, minLength, context);
      if (current) setVerdict(found);
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [password, minLength, context]);

  const { look, bars } = looks[verdict && "score" in verdict ? verdict.score : 0];
  return (
    <div className={verdict && styles.meter}>
      {verdict && (
        <div className={styles.bars} aria-hidden="true">
          {allBars.map((bar) => (
            <span key={bar} className={classNames(styles.bar, bar <= bars && styles[look])} />
          ))}
        </div>
      )}
      <output className={verdict && styles.text} htmlFor={inputId}>
        {verdict && sentenceOf(verdict, t)}
      </output>
    </div>
  );
}

function sentenceOf(verdict: Verdict, t: Translate<"password">): string {
  if ("missing" in verdict) return t("password.tooShort", { count: verdict.missing });
  return t(`password.score${verdict.score}`);
}

/** Nothing for an empty password, or when the strength check cannot be loaded. */
async function judge(
  password: string,
  minLength: number,
  context: string[],
): Promise<Verdict | undefined> {
  if (password === "") return undefined;
  const missing = minLength - charactersIn(password);
  if (missing > 0) return { missing };
  const strength = await loadPasswordStrength();
  return strength && { score: strength.passwordScore(password, context) };
}

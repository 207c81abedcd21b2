import type { mail as source } from "@/lib/platform/texts/en/ways-in/mail";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const mail: Translation<typeof source> = {
  mailSignIn: {
    title: "Per E-Mail anmelden",
    lead: "Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Code. Das geht bei Konten ohne Passwort.",
    submit: "Code senden",
    pending: "Wird gesendet …",
    otherWay: "Mit Passwort anmelden",
    codeTitle: "Code eingeben",
    codeLead:
      "Falls man sich mit {email} per E-Mail anmelden kann, haben wir einen Code dorthin gesendet. Er gilt zehn Minuten lang und nur in diesem Browser.",
    code: "Code",
    codeHint: "Sechs Ziffern aus der E-Mail.",
    codeSubmit: "Anmelden",
    codePending: "Anmeldung läuft …",
    again: "Neuen Code senden",
    otherAddress: "Andere Adresse verwenden",
    linkTitle: "Anmelden",
    linkLead:
      "In diesem Browser wurde die Anmeldung als {email} angefordert. Mit einem Klick sind Sie angemeldet.",
    linkSubmit: "Anmelden",
    elsewhereTitle: "Ihr Code",
    elsewhereLead:
      "Das ist nicht der Browser, in dem Sie die Anmeldung angefordert haben. Geben Sie diesen Code dort ein:",
    elsewhereWarning:
      "Sie haben keine Anmeldung angefordert? Dann war es jemand anderes. Geben Sie den Code niemandem, und schließen Sie diese Seite.",
    dead: "Dieser Link funktioniert nicht mehr. Er wurde verwendet, es wurde ein neuerer gesendet, oder die zehn Minuten sind vorbei.",
    startAgain: "Neuen Code anfordern",
    offer: "Per E-Mail anmelden",
  },
  signInMail: {
    subject: "Ihr Code für die Anmeldung",
    text: "Ihr Code lautet {code}. Geben Sie ihn in dem Browser ein, in dem Sie die Anmeldung angefordert haben.",
    action: "Anmelden",
    closing:
      "Code und Link funktionieren einmal und zehn Minuten lang. Falls Sie sie nicht angefordert haben, ignorieren Sie diese E-Mail und geben Sie den Code niemandem.",
  },
  signInAfterFailuresMail: {
    subject: "Anmeldung nach falschen Passwörtern",
    text: "Jemand hat nach {wrong} falschen Versuchen das richtige Passwort Ihres Kontos eingegeben.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest.",
  },
  signInWithPasswordMail: {
    subject: "Melden Sie sich mit Ihrem Passwort an",
    text: "Jemand, wahrscheinlich Sie, wollte sich per E-Mail anmelden. Ihr Konto hat ein Passwort: Melden Sie sich damit an.",
    action: "Anmelden",
    closing:
      "Wenn Sie es vergessen haben, wählen Sie auf der Anmeldeseite „Passwort vergessen?“. Falls Sie das nicht angefordert haben, können Sie diese E-Mail ignorieren.",
  },
};

import type { passkeys as source } from "@/lib/platform/texts/en/ways-in/passkeys";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const passkeys: Translation<typeof source> = {
  passkey: {
    failed:
      "Das hat mit diesem Passkey nicht funktioniert. Bitte versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.",
    already: "Auf diesem Gerät gibt es bereits einen Passkey für Ihr Konto.",
    nameMissing: "Geben Sie dem Passkey einen Namen.",
    noSuch: "Diesen Passkey gibt es nicht. Vielleicht wurde er schon entfernt.",
    alone:
      "Dann käme man nur noch mit einem einzigen Passkey in Ihr Konto. Fügen Sie zuerst einen weiteren hinzu oder erstellen Sie neue Wiederherstellungscodes, falls das Gerät verloren geht.",
    aName: "Passkey",
    aNameOf: "{browser}, {system}",
    use: "Passkey verwenden",
    pending: "Warten auf Ihren Passkey …",
    or: "oder",
    secondTitle: "Bestätigen Sie, dass Sie es sind",
    secondLead: "Verwenden Sie einen Ihrer Passkeys, um die Anmeldung abzuschließen.",
    confirmLead: "Um fortzufahren, bestätigen Sie, dass Sie {email} sind.",
    withoutScripts:
      "Passkeys brauchen JavaScript und einen Browser, der sie unterstützt. Sie können stattdessen einen Wiederherstellungscode verwenden.",
  },
  settingsPasskeys: {
    title: "Passkeys",
    lead: "Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Bildschirmsperre an: Sie tippen kein Passwort, und niemand kann es stehlen.",
    beside:
      "Bewahren Sie Ihre Wiederherstellungscodes auf, oder legen Sie einen zweiten Passkey auf einem anderen Gerät an: Damit kommen Sie hinein, wenn Sie diesen verlieren.",
    unsupported:
      "Zum Hinzufügen brauchen Sie JavaScript und einen Browser, der Passkeys unterstützt. Dieser unterstützt sie nicht.",
    name: "Name",
    nameHint: "Damit Sie Ihre Passkeys auseinanderhalten können.",
    add: "Passkey hinzufügen",
    adding: "Warten auf Ihr Gerät …",
    full: "Mehr Passkeys kann ein Konto nicht haben. Entfernen Sie einen, um einen anderen hinzuzufügen.",
    added: "Hinzugefügt: {time}",
    used: "Zuletzt verwendet: {time}",
    neverUsed: "Noch nie verwendet",
    synced: "Synchronisiert",
    change: "Umbenennen oder entfernen",
    rename: "Umbenennen",
    remove: "Entfernen",
    removeHint:
      "Sie können sich damit nicht mehr anmelden, und alle anderen Geräte werden abgemeldet. Auch Ihr Gerät erfährt, dass es ihn vergessen kann.",
    removeAll: "Alle Passkeys entfernen",
    besideApp: "Mit einem Passkey brauchen Sie keinen.",
    appTitle: "App entfernen",
    appText:
      "Die Authenticator-App wird entfernt, und alle anderen Geräte werden abgemeldet. Für die Anmeldung wird weiterhin ein zweiter Faktor verlangt: ein Passkey oder ein Wiederherstellungscode.",
    appConfirm: "Ja, die App entfernen",
    appRemove: "Authenticator-App entfernen",
    codesTitle: "Wiederherstellungscodes",
    codesText:
      "Jeder dieser Codes gilt einmal, anstelle Ihres Passkeys nach dem Passwort. Sie haben noch {count}.",
  },
  passwordRemoval: {
    title: "Passwort entfernen",
    text: "Ihre Passkeys genügen für die Anmeldung, und ein Passwort, das es nicht gibt, kann niemand stehlen. Alle anderen Geräte werden abgemeldet. Über „Passwort vergessen?“ legen Sie jederzeit ein neues fest.",
    confirm: "Ja, ich möchte mich ohne Passwort anmelden",
    tick: "Setzen Sie das Häkchen, um Ihr Passwort zu entfernen.",
    submit: "Passwort entfernen",
  },
  passwordRemovedMail: {
    subject: "Ihr Passwort wurde entfernt",
    text: "Ihr Konto hat kein Passwort mehr: Für die Anmeldung brauchen Sie einen Ihrer Passkeys. Andere Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest.",
  },
  passkeyAddedMail: {
    subject: "Ihrem Konto wurde ein Passkey hinzugefügt",
    text: "Ihr Konto hat jetzt den Passkey „{name}“: Wer ihn hat, kann sich damit anmelden, und die Anmeldung mit Ihrem Passwort verlangt einen zweiten Schritt. Andere Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest, melden Sie sich an und entfernen Sie den Passkey in Ihren Einstellungen.",
  },
  passkeyRemovedMail: {
    subject: "Ein Passkey Ihres Kontos wurde entfernt",
    text: "Der Passkey „{name}“ gilt für Ihr Konto nicht mehr. Andere Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest, melden Sie sich an und sehen Sie in Ihren Einstellungen nach.",
  },
  passkeysRemovedMail: {
    subject: "Alle Passkeys Ihres Kontos wurden entfernt",
    text: {
      one: "Der {count} Passkey Ihres Kontos gilt nicht mehr. Andere Geräte wurden abgemeldet.",
      other:
        "Die {count} Passkeys Ihres Kontos gelten nicht mehr. Andere Geräte wurden abgemeldet.",
    },
  },
  keptPasskeys: {
    text: "Mit diesen Passkeys kann man sich weiterhin bei Ihrem Konto anmelden: {names}.",
    action: "Einer davon gehört mir nicht: anmelden und entfernen",
  },
  factorsRemovedMail: {
    subject: "Ihre zweiten Faktoren wurden entfernt",
    text: "Die Administration hat die Authenticator-App, die Passkeys und die Wiederherstellungscodes Ihres Kontos entfernt. Die Anmeldung verlangt jetzt keinen zweiten Faktor, und alle Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie darum gebeten haben, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest und wenden Sie sich an einen Administrator.",
  },
  authenticatorRemovedMail: {
    subject: "Ihre Authenticator-App wurde entfernt",
    text: "Für die Anmeldung bei Ihrem Konto wird kein Code der Authenticator-App mehr verlangt, weiterhin aber ein Passkey oder ein Wiederherstellungscode. Andere Geräte wurden abgemeldet.",
    closing:
      "Wenn Sie das waren, können Sie diese E-Mail ignorieren. Falls nicht, legen Sie jetzt ein neues Passwort fest, melden Sie sich an und sehen Sie in Ihren Einstellungen nach.",
  },
};

import type { auth as source } from "@/lib/platform/texts/en/auth";
import type { Translation } from "@/lib/platform/texts/format/entry";

export const auth: Translation<typeof source> = {
  signIn: {
    title: "Anmelden",
    remember: "Auf diesem Gerät angemeldet bleiben",
    submit: "Anmelden",
    pending: "Anmeldung läuft …",
    forgot: "Passwort vergessen?",
    newHere: "Noch kein Konto?",
    signUp: "Jetzt registrieren",
  },
  secondFactor: {
    title: "Code eingeben",
    lead: "Öffnen Sie Ihre Authenticator-App und geben Sie den sechsstelligen Code ein, den sie für dieses Konto anzeigt.",
    code: "Code",
    hint: "Sechs Ziffern; alle 30 Sekunden erscheint ein neuer Code.",
    recoveryLead:
      "Geben Sie einen der Wiederherstellungscodes ein, die Sie gespeichert haben. Jeder gilt einmal.",
    recoveryCode: "Wiederherstellungscode",
    recoveryHint: "24 Buchstaben und Ziffern; auf Bindestriche kommt es nicht an.",
    useRecovery: "Wiederherstellungscode verwenden",
    useApp: "Authenticator-App verwenden",
    submit: "Anmelden",
    pending: "Anmeldung läuft …",
    startAgain: "Von vorn beginnen",
  },
  signUp: {
    title: "Registrieren",
    submit: "Konto erstellen",
    pending: "Konto wird erstellt …",
    invited:
      "Sie wurden unter dieser Adresse zu {organisation} eingeladen. Sie ist damit bestätigt.",
    byInvitation:
      "Konten gibt es auf Einladung. Wenn Sie eine haben, öffnen Sie den Link in der E-Mail.",
    fixed: "Die Einladung gilt für diese Adresse.",
    haveAccount: "Schon ein Konto?",
    signIn: "Anmelden",
  },
  checkMail: {
    title: "Sehen Sie in Ihrem Postfach nach",
    lead: "Wir haben Ihnen eine E-Mail gesendet. Öffnen Sie den Link darin innerhalb von 24 Stunden, um fortzufahren.",
    leadTo:
      "Wir haben eine E-Mail an {email} gesendet. Öffnen Sie den Link darin innerhalb von 24 Stunden, um fortzufahren.",
    wrongAddress: "Falsche Adresse? Von vorn beginnen.",
    noServer:
      "Es ist kein Mailserver eingerichtet. Die E-Mail liegt auf dem Server unter {folder}, und ihr Link wurde im Terminal ausgegeben.",
    hint: "Nach einigen Minuten noch nichts angekommen? Sehen Sie im Spamordner nach, oder lassen Sie sich den Link erneut senden.",
    submit: "Link erneut senden",
    alreadyConfirmed: "Schon bestätigt?",
    signIn: "Anmelden",
  },
  forgotPassword: {
    title: "Passwort vergessen?",
    lead: "Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort festlegen.",
    submit: "Link senden",
    pending: "Wird gesendet …",
    remembered: "Wieder eingefallen?",
    signIn: "Anmelden",
  },
  resetPassword: {
    title: "Neues Passwort festlegen",
    code: "Code",
    codeHint: "Der Code aus Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.",
    submit: "Passwort festlegen",
    pending: "Wird gespeichert …",
  },
  firstAdmin: {
    title: "Erster Administrator",
    lead: "Macht {email} zum Administrator dieser App.",
    without:
      "Starten Sie die App neu, um einen neuen Link auszugeben, solange es keinen Administrator gibt.",
    submit: "Administrator werden",
    pending: "Einen Moment …",
  },
  reauthenticate: {
    title: "Bestätigen Sie, dass Sie es sind",
    lead: "Um fortzufahren, geben Sie das Passwort für {email} ein.",
    submit: "Bestätigen",
    pending: "Wird bestätigt …",
    noPassword:
      "Um fortzufahren, bestätigen Sie, dass Sie {email} sind. Dieses Konto hat noch kein Passwort.",
    signInAgain: "Melden Sie sich ab und auf Ihrem gewohnten Weg wieder an.",
    setPassword: "Oder legen Sie über einen Link, den wir Ihnen senden, ein Passwort fest.",
    sendLink: "Link per E-Mail senden",
  },
  /** The pages that mailed links open. */
  link: {
    pending: "Einen Moment …",
    signIn: "Anmelden",
    home: "Zur Übersicht",
    signedInAs: "In diesem Browser sind Sie noch als {email} angemeldet.",

    missing: "Um fortzufahren, öffnen Sie den Link in der E-Mail, die wir Ihnen gesendet haben.",
    incomplete:
      "Dieser Link ist unvollständig. Kopieren Sie ihn ganz aus der E-Mail, bis zum letzten Zeichen.",
    used: "Dieser Link wurde bereits verwendet. Jeder Link funktioniert nur einmal.",
    expired: "Dieser Link ist abgelaufen.",
    replaced:
      "Dieser Link gilt nicht mehr: Wir haben Ihnen einen neueren gesendet, oder Ihr Konto hat sich seither geändert.",
    disabled: "Dieses Konto ist gesperrt, deshalb funktionieren seine Links nicht.",
    taken: "Diese Adresse gehört inzwischen zu einem anderen Konto.",
    unknown:
      "Dieser Link funktioniert nicht. Er stammt vielleicht aus einer alten E-Mail oder wurde unterwegs verändert.",
    done: "Dieser Link hat seinen Zweck bereits erfüllt.",

    verifyTitle: "E-Mail-Adresse bestätigen",
    verifyLead: "Mit einem Klick bestätigen Sie {email}. Danach können Sie sich anmelden.",
    verifySubmit: "E-Mail-Adresse bestätigen",
    verifyDone: "{email} ist bestätigt. Sie können sich jetzt anmelden.",
    verifyDoneAlready: "{email} ist bereits bestätigt. Sie können sich anmelden.",
    verifyAgain: "Neuen Link senden",

    confirmTitle: "Neue E-Mail-Adresse bestätigen",
    confirmLead:
      "Das Konto von {account} verwendet künftig {email}. Sie melden sich dann mit dieser Adresse an; alle Geräte werden abgemeldet.",
    confirmSubmit: "Diese Adresse verwenden",
    confirmSignIn:
      "Dieser Link gibt dem Konto von {account} die Adresse {email}. Melden Sie sich bei diesem Konto an, um das zu bestätigen. Ist es nicht Ihr Konto, schließen Sie diese Seite: Es ändert sich nichts.",
    confirmAnother:
      "Dieser Link gibt dem Konto von {account} die Adresse {email}, Sie sind aber als {viewer} angemeldet. Es wurde nichts geändert. Gehören beide Konten Ihnen, melden Sie sich ab und öffnen Sie den Link erneut.",
    confirmDone:
      "Ihr Konto verwendet jetzt {email}, und alle Geräte wurden abgemeldet. Melden Sie sich mit der neuen Adresse an.",
    confirmDoneAlready: "Ihr Konto verwendet {email} bereits.",
    confirmAgain: "Änderung erneut anfordern",

    undoTitle: "Änderung der E-Mail-Adresse rückgängig machen",
    undoLead:
      "Wir geben dem Konto seine Adresse {email} zurück, melden alle Geräte ab und senden Ihnen einen Link für ein neues Passwort.",
    undoSubmit: "Änderung rückgängig machen",
    undoDone:
      "Ihr Konto verwendet wieder {email}, und alle Geräte wurden abgemeldet. Wir haben Ihnen einen Link für ein neues Passwort gesendet.",
    undoDoneAlready: "Die Änderung ist bereits rückgängig gemacht: Ihr Konto verwendet {email}.",
    undoAgain: "Link für ein neues Passwort anfordern",

    resetLead:
      "Für {email}. Sie werden überall abgemeldet und melden sich dann mit dem neuen Passwort an.",
    resetDone: "Das Passwort für {email} ist festgelegt, und alle Geräte wurden abgemeldet.",
    resetDoneAlready:
      "Dieser Link wurde bereits verwendet: Das Passwort für {email} wurde damit festgelegt.",
    resetAgain: "Neuen Link anfordern",
  },
};

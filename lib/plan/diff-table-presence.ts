/** Changes of what single sources must send, may send or must not, and of what that makes of generated code. */

export const PRESENCE_CHANGES = {
  presence_required: {
    severity: "breaking",
    en: "“{name}” is now required from {after}.",
    fr: "« {name} » devient obligatoire depuis {after}.",
  },
  presence_refused: {
    severity: "breaking",
    en: "{after} must no longer send “{name}”.",
    fr: "{after} ne doit plus envoyer « {name} ».",
  },
  presence_optional: {
    severity: "compatible",
    en: "“{name}” is now optional from {after}.",
    fr: "« {name} » devient facultative depuis {after}.",
  },
  presence_admitted: {
    severity: "compatible",
    en: "{after} may now send “{name}”.",
    fr: "{after} peut désormais envoyer « {name} ».",
  },
  code_required: {
    severity: "breaking",
    en: "In generated code “{name}” is now required: every source that sends the event requires it.",
    fr: "Dans le code généré, « {name} » devient obligatoire : chaque source qui envoie l’événement l’exige.",
  },
  code_optional: {
    severity: "compatible",
    en: "In generated code “{name}” is now optional: not every source that sends the event requires it.",
    fr: "Dans le code généré, « {name} » devient facultative : les sources qui envoient l’événement ne l’exigent pas toutes.",
  },
  code_refused: {
    severity: "breaking",
    en: "Generated code no longer takes “{name}”: no source that sends the event may send it.",
    fr: "Le code généré n’accepte plus « {name} » : aucune source qui envoie l’événement ne peut l’envoyer.",
  },
} as const;

/** An audit as it comes to the page that asked for it. */
export type SentAudit = { readonly mediaType: string } & ({ readonly text: string } | { readonly base64: string });

export function auditBlob(audit: SentAudit): Blob {
  const content = "text" in audit ? audit.text : Uint8Array.from(atob(audit.base64), (sign) => sign.charCodeAt(0));
  return new Blob([content], { type: audit.mediaType });
}

/** Files as answers: with a safe name, never shown in place, never cached. */

/** `Content-Disposition` of a download whose name may hold anything (RFC 6266). */
export function disposition(name: string): string {
  const ascii = name.replace(/[^\w.() -]+/g, "_").slice(0, 150) || "file";
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name.slice(0, 150)).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

export function fileResponse(content: Uint8Array | string, name: string, mediaType: string): Response {
  return new Response(typeof content === "string" ? content : new Uint8Array(content), {
    headers: {
      "Content-Type": mediaType,
      "Content-Disposition": disposition(name),
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

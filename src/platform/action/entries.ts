export type KindOf = string;
export type HeaderOf = { readonly section: string | null; readonly kind: string; readonly version: number; readonly header: Readonly<Record<string, unknown>>; readonly recordedOn: string };
export type ReadEntry = HeaderOf & { readonly actor: string; readonly recordedAt: Date | null; readonly body: { opened: true; value: Buffer } | { opened: false; because: string } | null };
